"""Thanks by name: a wish beside what else is kept of a person, and no order of merit."""

from hypothesis import given
from hypothesis import strategies as st

from domain.stars import in_no_rank, wants_thanks, with_wish

about = st.none() | st.dictionaries(st.sampled_from(["homes", "by_text"]), st.booleans())


@given(about)
def test_nobody_is_named_who_has_not_said_so(kept):
    assert not wants_thanks(kept)
    named = with_wish(kept, named=True)
    assert wants_thanks(named)
    again = with_wish(named, named=False)
    assert not wants_thanks(again) and again == (kept or {})


@given(st.lists(st.sampled_from(["李娜", "张强", "王梅"])))
def test_the_order_says_nothing_of_how_much(names):
    assert in_no_rank(names) == in_no_rank(reversed(names)) == in_no_rank(set(names))
