"""The word catalogues: complete in every language, used, and said as people say it."""

from datetime import datetime, timedelta

import pytest

from bot.config_file import load_settings
from bot.rules import make_rules
from bot.words import LANGS, LOCALES, MissingWord, Words, placeholders
from domain.lifecycle import Action, Status
from domain.said import category_name, lasting, moment, part, word
from tests.bot.word_keys import FAMILIES, NO_WORDS, Asked, asked, keys_of_pages, shapes
from tests.support.town import EXAMPLE, ZONE, FrozenClock
from workflows.deps import Rules

NOW = datetime(2026, 11, 20, 22, 30, tzinfo=ZONE)  # a Friday


@pytest.fixture(scope="module")
def rules() -> Rules:
    return make_rules(load_settings(EXAMPLE))


@pytest.fixture(scope="module")
def words(rules) -> Words:
    return Words(rules, FrozenClock(NOW))


def families() -> set[str]:
    return {shape for shape in shapes() if "{}" in shape}


def known_keys() -> set[str]:
    return set(placeholders("zh"))


# Complete and used


def test_every_language_says_the_same_keys_with_the_same_values():
    zh, en = (placeholders(lang) for lang in LANGS)
    assert set(zh) == set(en)
    assert {key: (zh[key], en[key]) for key in zh if zh[key] != en[key]} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_no_key_is_written_twice(lang):
    lines = "\n".join(p.read_text(encoding="utf-8") for p in (LOCALES / lang).glob("*.ftl"))
    keys = [line.split(" =")[0] for line in lines.splitlines() if line[:1].islower()]
    assert sorted(set(keys)) == sorted(keys)
    assert set(keys) == set(placeholders(lang))


def test_every_language_has_the_same_files():
    assert {p.name for p in (LOCALES / "zh").iterdir()} == {
        p.name for p in (LOCALES / "en").iterdir()
    }
    assert {p.name for p in LOCALES.iterdir()} == set(LANGS)


def test_every_family_of_keys_is_known_to_this_test():
    unknown = families() - set(FAMILIES) - NO_WORDS
    ours = {s for s in unknown if any(k.startswith(s.split("{}")[0]) for k in known_keys())}
    assert ours == set()
    assert set(FAMILIES) <= families()


def test_every_key_the_program_asks_for_exists():
    missing = {(one.where, key) for one in asked() for key in one.keys if key not in known_keys()}
    for shape in FAMILIES:
        where = shapes()[shape]
        missing |= {(where, key) for key in _family(shape) if key not in known_keys()}
    missing |= {("handlers/web/static", key) for key in keys_of_pages() - known_keys()}
    assert missing == set()


def _family(shape: str) -> tuple[str, ...]:
    return Asked("", shape).keys


def test_no_key_is_unused():
    used = set(shapes()) | keys_of_pages()
    for shape in FAMILIES:
        used |= set(_family(shape))
    assert known_keys() - used == set()


def test_whoever_asks_for_a_key_hands_over_every_value_it_needs():
    lacking = {
        (one.where, key, name)
        for one in asked()
        if one.values is not None
        for key in one.keys
        if key in known_keys()
        for name in placeholders("zh")[key] - one.values
    }
    assert lacking == set()


def test_every_action_that_can_be_refused_has_its_reasons():
    assert {f"refuse-status-{status}" for status in Status} | {"refuse-not-yours"} <= known_keys()
    assert Action.ACCEPT == "accept"


# Saying


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", [0, 1, 2, 17])
def test_every_message_can_be_said(words, lang, count):
    for key, names in placeholders(lang).items():
        values = dict.fromkeys(names, "某") | ({"count": count} if "count" in names else {})
        text = words.say(lang, key, values)
        assert text.strip() or key.startswith("separator-")
        assert "{" not in text
        assert "\u2068" not in text


def test_a_missing_key_or_value_is_a_defect_of_ours_and_says_which(words):
    with pytest.raises(MissingWord, match="no-such-key"):
        words.say("zh", "no-such-key", {})
    with pytest.raises(MissingWord, match="bound-staff"):
        words.say("zh", "bound-staff", {})
    with pytest.raises(MissingWord, match="nobody can say"):
        words.say("zh", "bound-staff", {"unit": {"$what": 1}})


def test_an_unknown_language_reads_chinese(words):
    parts = [["bound-staff", {"unit": "永安"}]]
    assert words.render("fr", parts) == words.render("zh", parts)
    assert words.all_with_prefix("fr", "web-") == words.all_with_prefix("zh", "web-")


def test_a_message_is_one_line_for_each_part(words):
    parts = [["weekday-mon", {}], ["bound-staff", {"unit": "永安"}]]
    first, second = words.render("zh", parts).splitlines()
    assert first == "周一"
    assert "永安" in second


def test_what_a_person_wrote_is_never_read_as_markup(words):
    text = words.say("en", "bound-staff", {"unit": "{ $x } <b> -term \\u0041 { web-log }"})
    assert "{ $x } <b> -term \\u0041 { web-log }" in text


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        ("2026-11-19 23:59", "昨天 23:59", "yesterday 23:59"),
        ("2026-11-20 00:00", "今天 00:00", "today 00:00"),
        ("2026-11-20 23:59", "今天 23:59", "today 23:59"),
        ("2026-11-21 00:00", "明天 00:00", "tomorrow 00:00"),
        ("2026-11-22 09:05", "后天 09:05", "the day after tomorrow 09:05"),
        ("2026-11-23 09:30", "11月23日（周一）09:30", "Mon 11/23 09:30"),
        ("2026-11-18 10:00", "11月18日（周三）10:00", "Wed 11/18 10:00"),
        ("2027-01-02 10:00", "1月2日（周六）10:00", "Sat 1/2 10:00"),
    ],
)
def test_moments_are_said_as_people_say_them(words, at, zh, en):
    moment_of = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    assert words.moment("zh", moment_of) == zh
    assert words.moment("en", moment_of) == en


@pytest.mark.parametrize(
    ("at", "zh"),
    [
        ("2026-11-19 23:59", "11月19日（周四）23:59"),
        ("2026-11-20 00:00", "今天 00:00"),
        ("2026-11-20 23:59", "今天 23:59"),
        ("2026-11-21 00:00", "11月21日（周六）00:00"),
    ],
)
def test_what_stands_for_days_names_no_day_but_today_by_a_word(words, at, zh):
    value = moment(datetime.fromisoformat(at).replace(tzinfo=ZONE))
    line = lasting([part("card-due", due=value)])
    assert words.render("zh", line) == f"⏰ 请在{zh} 前接单"


def test_today_is_today_here_and_not_in_utc(rules):
    late = Words(rules, FrozenClock(NOW + timedelta(hours=2)))  # in UTC it is still the day before
    assert late.moment("en", NOW + timedelta(hours=3)) == "today 01:30"


def test_nested_values_are_said_in_the_readers_language(words):
    who = word("post", unit="永安物业", role=word("role-property_staff"))
    for lang, text in (
        ("zh", "永安物业（值班员）"),
        ("en", "永安物业 (property worker on duty)"),
    ):
        assert words.say(lang, "post", who["values"]) == text
    joined = {"$join": [word("role-officer"), "某", category_name("repair")]}
    said = words.say("en", "bound-staff", {"unit": joined})
    assert "duty officer, 某, " in said
    assert words.say("zh", "bound-staff", {"unit": category_name("removed")}).count("removed") == 1
    assert "tomorrow 22:30" in words.say(
        "en", "bound-staff", {"unit": moment(NOW + timedelta(days=1))}
    )


@pytest.mark.parametrize("lang", LANGS)
def test_pages_get_their_words_with_places_to_fill(words, lang):
    found = words.all_with_prefix(lang, "web-")
    assert set(found) == {key for key in known_keys() if key.startswith("web-")}
    for key, names in placeholders(lang).items():
        if key in found:
            assert all("{" + name + "}" in found[key] for name in names)


@pytest.mark.parametrize("lang", LANGS)
def test_a_short_form_says_the_same_in_fewer_words(lang, words):
    """Elder mode: each is the form of a text that there is, with its values or some of them."""
    said, known = words.all_with_prefix(lang, ""), placeholders(lang)
    short = [key for key in known if key.startswith("short-form-")]
    assert len(short) > 10
    for key in short:
        long = key.removeprefix("short-form-")
        assert known[key] <= known[long], key
        assert len(said[key]) < len(said[long]), key
