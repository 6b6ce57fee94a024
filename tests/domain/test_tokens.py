"""What the learned reader looks at: clauses, titles, pairs, sounds, pinyin."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import normalise
from domain.tokens import Clause, clauses_of, in_title, is_foreign, signal, title_of, written


def tokens(text: str) -> frozenset[int]:
    return frozenset().union(*(one.tokens for one in clauses_of(normalise(text))))


def pairs(text: str) -> set[str]:
    return {pair for token in tokens(text) if (pair := written(token))}


def test_a_text_is_cut_at_its_marks_and_where_a_joining_word_begins():
    clean = normalise("灯不亮，门也坏了另外有狗")
    joint = clean.index("另外")
    found = [clean[one.start : one.end] for one in clauses_of(clean, [joint])]
    assert found == ["灯不亮,", "门也坏了", "另外有狗"]


def test_the_pairs_of_a_clause_are_its_neighbours():
    assert pairs("电梯坏了") == {"电梯", "梯坏", "坏了"}


def test_traditional_writing_and_numbers_make_no_difference():
    assert pairs("電梯壞了") == pairs("电梯坏了")
    assert tokens("3号楼501") == tokens("7号楼602")


def test_what_sounds_alike_shares_its_sounds():
    heard = tokens("楼道灯坏了") & tokens("漏到登坏了")
    assert len(heard - tokens("坏了")) >= 2


@pytest.mark.parametrize("spelt", ["xiao fang tong dao", "xiaofangtongdao"])
def test_pinyin_sounds_like_what_it_means(spelt):
    from domain.text import compact

    said = tokens("消防通道")
    assert len(frozenset().union(*(c.tokens for c in clauses_of(compact(spelt)))) & said) >= 3


def test_a_letter_has_a_title_and_a_short_message_none():
    letter = "永和里小区电梯屡次困人 尊敬的领导您好，" + "我们住在这里已经很多年了，" * 5
    assert letter[: title_of(letter)] == "永和里小区电梯屡次困人"
    assert title_of("电梯坏了，快来修") == 0
    assert clauses_of(letter)[0].title and not clauses_of(letter)[-1].title


def test_title_words_and_signals_are_tokens_of_their_own():
    (clause,) = clauses_of("灯")
    assert not {in_title(token) for token in clause.tokens} & clause.tokens
    assert signal("urge") != signal("status") and written(signal("urge")) is None


@settings(deadline=None)
@given(st.text(max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_clauses_cover_the_text_in_order(text, joints):
    clean = normalise(text)
    clauses: tuple[Clause, ...] = clauses_of(clean, joints)
    assert "".join(clean[one.start : one.end] for one in clauses) == clean
    assert all(token >= 0 for one in clauses for token in one.tokens)


@pytest.mark.parametrize(
    "text", ["test", "hello world", "<script>alert(1)</script>", "www.example.com", "Привет", "dt"]
)
def test_letters_that_spell_no_syllable_are_foreign(text):
    assert is_foreign(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        *("dian ti huai le", "diantihuaile", "DIANTI huai le", "dt huai le", "bai se SUV dang lu"),
        *("ximenwanshangdakaizhesheidounengjin", "3号楼 wifi", "hello，有人吗", "3-2-501", "🔥"),
    ],
)
def test_pinyin_and_chinese_are_not_foreign_for_a_slip_or_a_word(text):
    assert not is_foreign(normalise(text))
