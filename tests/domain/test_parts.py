"""Cutting a message into matters: only where it is likely, never a letter, at most four."""

from bot.catalogue_file import load_catalogue
from domain.parts import LETTER_FROM, MOST_PARTS, Judge, Part, parts_of
from domain.reading import joints_in, readable
from domain.tokens import clauses_of

_CATALOGUE = load_catalogue()
_JUDGE = Judge(_CATALOGUE.learned, _CATALOGUE.routes)


def cut(text: str, least: float = _CATALOGUE.thresholds.split) -> list[str]:
    clean = readable(text, _CATALOGUE)
    whole = Part.of(clauses_of(clean, joints_in(clean, _CATALOGUE)), _CATALOGUE.learned)
    parts = parts_of(clean, whole, _JUDGE, _CATALOGUE.learned, least)
    return [clean[part.start : part.end] for part in parts]


def test_two_matters_become_two_parts():
    assert cut("3号楼电梯坏了，还有楼上天天半夜打麻将吵死人") == [
        "3号楼电梯坏了,",
        "还有楼上天天半夜打麻将吵死人",
    ]


def test_one_matter_told_in_five_sentences_stays_one():
    told = "我家厨房漏水。漏了三天了。地上全是水。楼下也找上来了。麻烦派个师傅来看看。"
    assert len(cut(told)) == 1


def test_a_letter_is_never_cut():
    letter = "电梯坏了，楼上半夜打麻将，垃圾没人收，门口停满了车，" * 6
    assert len(letter) > LETTER_FROM and len(cut(letter, least=0.0)) == 1


def test_parts_cover_the_text_in_order_and_are_few():
    text = "灯坏了，狗叫，垃圾臭，车堵门，水管漏，有人抽烟，门禁坏了"
    parts = cut(text, least=0.0)
    assert len(parts) == MOST_PARTS and "".join(parts) == readable(text, _CATALOGUE)


def test_nothing_is_cut_where_nothing_was_learned():
    from domain.learned import Learned

    whole = Part.of(clauses_of("灯坏了,狗叫"), Learned())
    judge = Judge(Learned(), _CATALOGUE.routes)
    assert parts_of("灯坏了,狗叫", whole, judge, Learned(), 0.0) == [whole]
