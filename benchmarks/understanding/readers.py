"""Ours and the two baselines it is measured beside: plain keywords, and a linear SVM over
characters trained on the same messages."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.understanding.rows import Row
from benchmarks.understanding.score import Read, Reader
from domain.catalogue import Catalogue, Kind
from domain.danger import life_safety_of
from domain.text import WordIndex, bare, normalise
from domain.understanding import understand


def ours(catalogue: Catalogue) -> Reader:
    """The program's own reading."""

    def read(text: str) -> Read:
        found = understand(text, catalogue)
        return Read(
            kind=found.kind.value,
            routes=tuple((one.route.value, one.category) for one in found.matters),
            confidence=found.confidence,
            danger=found.life_safety is not None,
            building=found.place.building,
            unit=found.place.unit,
        )

    return read


def keywords(catalogue: Catalogue) -> Reader:
    """What a dictionary alone can do: whose words occur most often, each word counted once and
    the same. No weights, no pairs, no context, no place, always one matter."""
    owners: dict[str, set[str]] = {}
    for rule in catalogue.rules:
        for word in (*rule.objects, *rule.troubles, *rule.phrases):
            owners.setdefault(word, set()).add(rule.category)
    index = WordIndex.of(owners)
    dangers = WordIndex.of(*(s.phrases for one in catalogue.life_safety for s in one.signs))
    speech = catalogue.speech
    purposes = {
        Kind.URGE: WordIndex.of(speech.urge),
        Kind.STATUS_QUERY: WordIndex.of(speech.status),
        Kind.CHAT: WordIndex.of(speech.greetings, speech.thanks, speech.chat),
    }

    def read(text: str) -> Read:
        clean = normalise(text)
        words = {hit.word for hit in index.every(clean)}
        votes = Counter(code for word in sorted(words) for code in owners[word])
        danger = any(True for _ in dangers.every(bare(clean)))
        spoke = (kind for kind, words in purposes.items() if any(True for _ in words.every(clean)))
        kind = Kind.REQUEST if danger else next(spoke, Kind.REQUEST)
        if kind is Kind.CHAT and votes:
            kind = Kind.REQUEST
        if not votes or kind is not Kind.REQUEST:
            return Read(kind.value, (), 0.0, danger)
        best = max(catalogue.routes, key=lambda code: votes[code])
        confidence = votes[best] / votes.total()
        return Read(kind.value, ((catalogue.routes[best], best),), confidence, danger)

    return read


def machine(rows: Sequence[Row], catalogue: Catalogue) -> Reader:
    """TF-IDF over 1 to 3 neighbouring characters and linear SVMs (scikit-learn as it comes) for
    category, kind and danger. Always one matter, no place; its margins are no probabilities."""
    texts, codes = [], []
    for row in rows:
        for issue in row.issues:
            texts.append(row.text if len(row.issues) == 1 else issue.span)
            codes.append(issue.category)
    whole = [row.text for row in rows]
    category = _machine(texts, codes)
    kind = _machine(whole, [_kind(row) for row in rows])
    danger = _machine(whole, [str(row.is_emergency) for row in rows])

    def read(text: str) -> Read:
        clean = normalise(text)
        is_danger = danger(clean)[0] == str(True)
        said = "request" if is_danger else kind(clean)[0]
        if said != "request":
            return Read(said, (), 0.0, is_danger)
        code, lead = category(clean)
        asked = "suggestion" if code == "suggestion" else said
        return Read(asked, ((catalogue.category(code).route.value, code),), lead, is_danger)

    return read


def _kind(row: Row) -> str:
    return {"thanks_or_chat": "chat", "suggestion": "request"}.get(row.kind, row.kind)


def _machine(texts: Sequence[str], wanted: Sequence[str]) -> Callable[[str], tuple[str, float]]:
    """A trained SVM: from a text to the best class and its lead over the next."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    tokens = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2)
    trained = LinearSVC(random_state=0).fit(tokens.fit_transform(map(normalise, texts)), wanted)

    def say(clean: str) -> tuple[str, float]:
        margins = trained.decision_function(tokens.transform([clean]))[0]
        if len(trained.classes_) == 2:  # one margin stands for both
            return str(trained.classes_[int(margins > 0)]), float(abs(margins))
        ordered = margins.argsort()
        lead = margins[ordered[-1]] - margins[ordered[-2]]
        return str(trained.classes_[ordered[-1]]), float(lead)

    return say


def alarming(catalogue: Catalogue) -> Callable[[str], bool]:
    """Tell the messages that sound like a danger: some sign of the catalogue (a phrase, or a
    subject and an event close together) occurs in them, whatever stands around it."""
    plain = tuple(replace(one, vetoes=()) for one in catalogue.life_safety)
    without_vetoes = replace(catalogue, life_safety=plain, common_vetoes=(), other_senses=())
    return lambda text: life_safety_of(text, without_vetoes) is not None
