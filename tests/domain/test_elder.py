"""Elder mode: which words ask for it, and how it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.elder import is_elder, plain, read_as, shows_phone, wish_in


@pytest.mark.parametrize(
    "text",
    [
        "长辈模式",
        "打开长辈模式",
        "老年模式",
        "字太小了",
        "字太小，看不清",
        "字大一点",
        "能不能把字放大一点",
        "把字放大一点",
        "我眼睛花了看不清",
        "看不清",
        "elder mode",
        "Bigger letters please",
    ],
)
def test_these_words_ask_for_it(text):
    assert wish_in(text) is True


@pytest.mark.parametrize(
    "text", ["关掉长辈模式", "不用长辈模式了"[:-1], "退出老年模式", "elder mode off"]
)
def test_these_words_end_it(text):
    assert wish_in(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "；",
        "; ;",
        "3号楼灯坏了看不清路",
        "楼道黑看不见",
        "门口的字掉了",
        "路灯太暗看不清",
        "老人摔倒了",
        "看不清楼道",
        "老人活动室的电视坏了",
    ],
)
def test_a_matter_is_no_wish(text):
    assert wish_in(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    assert wish_in(text) in (True, False, None)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_kept_with_the_language(lang):
    big, deaf = read_as(lang, elder=True, by_text=False), read_as(lang, elder=True, by_text=True)
    assert is_elder(big) and is_elder(deaf) and not is_elder(lang)
    assert shows_phone(big) and not shows_phone(deaf) and not shows_phone(lang)
    assert {plain(big), plain(deaf)} == {lang} and len(big) <= 8
    assert (
        read_as(big, elder=False, by_text=False) == read_as(lang, elder=False, by_text=True) == lang
    )
    assert read_as(big, elder=True, by_text=True) == deaf
