"""What a picture shows is kept, and read again as it was."""

import json

from hypothesis import given
from hypothesis import strategies as st

from domain.bars import Bar
from domain.figures import Figures, Rate
from domain.picture import Picture
from tests.domain.test_figures import some

bar = st.builds(Bar, st.tuples(st.text(max_size=4), st.text(max_size=3)), st.integers(), st.just(0))


@given(some, st.lists(bar, max_size=3))
def test_what_is_kept_is_what_was_shown(figures, bars):
    picture = Picture(figures, tuple(bars), ("parking",))
    assert Picture.from_json(json.loads(json.dumps(picture.to_json()))) == picture


def test_one_of_an_older_program_that_counted_less_can_still_be_read():
    kept = Picture(Figures(received=3, solved=Rate(1, 2))).to_json()
    del kept["figures"]["found"]
    kept["figures"]["counted_by_a_newer_one"] = 7
    found = Picture.from_json(kept)
    assert found.figures == Figures(received=3, solved=Rate(1, 2))
    assert found.unknown == {"found"}
