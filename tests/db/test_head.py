"""The revision the program looks for is the newest one there is."""

from alembic.script import ScriptDirectory

from db.migrate import HEAD, PLACES


def test_the_newest_revision_is_the_one_asked_for():
    script = ScriptDirectory(str(next(place for place in PLACES if place.is_dir())))
    assert script.get_heads() == [HEAD]
