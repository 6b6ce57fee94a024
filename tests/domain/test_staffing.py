"""What a new list of the staff changes."""

from hypothesis import given
from hypothesis import strategies as st

from domain.people import Role
from domain.sheet import Staff, StaffNo
from domain.staffing import Holds, Known, compare

LI = Staff(StaffNo("1"), "李娜", Role.GRID_WORKER, "first", "g1")
CHEN = Staff(StaffNo("2"), "陈静", Role.SECRETARY, "first")


def known(number: int, staff_no: str | None, name: str, has_account: bool = True) -> Known:
    return Known(number, staff_no, name, has_account)


def holds(number: int, person: int, line: Staff) -> Holds:
    return Holds(number, person, line.unit, line.role, line.grid)


def test_without_a_list_nothing_is_done():
    found = compare([known(1, "1", "李娜")], [holds(1, 1, LI)], None)
    assert (found.changes, found.losses, found.leavers) == ((), (), frozenset())


def test_who_is_new_comes_with_every_post():
    chair = Staff(StaffNo("1"), "李娜", Role.SECRETARY, "second")
    found = compare([], [], [LI, chair])
    assert (found.new, found.gains) == ((LI,), (LI, chair))
    assert [(c.how, c.code) for c in found.changes] == [("added", "1")]
    assert found.changes[0].details == ("grid_worker at first, g1", "secretary at second")


def test_who_is_there_already_is_found_by_name_and_post_and_gets_a_number():
    found = compare([known(7, None, "李娜")], [holds(1, 7, LI)], [LI])
    assert (found.new, found.named, found.gains) == ((), ((7, "1", "李娜"),), ())
    assert found.changes[0].details == ("known by name and post, gets this number",)
    assert found.by_hand == 0


def test_two_of_one_name_at_one_post_are_told_apart_by_nobody():
    both = [known(7, None, "李娜"), known(8, None, "李娜")]
    found = compare(both, [holds(1, 7, LI), holds(2, 8, LI)], [LI])
    assert (found.new, found.named, found.by_hand) == ((LI,), (), 2)


def test_one_who_could_be_two_of_the_list_is_neither():
    twin = Staff(StaffNo("9"), "李娜", Role.GRID_WORKER, "first")
    found = compare([known(7, None, "李娜")], [holds(1, 7, LI)], [LI, twin])
    assert (found.new, found.named) == ((LI, twin), ())


def test_who_is_off_the_list_leaves_every_post_and_who_never_was_on_one_stays():
    people = [known(1, "1", "李娜"), known(2, None, "钱进")]
    posts = [holds(1, 1, LI), holds(2, 2, CHEN)]
    found = compare(people, posts, [CHEN])
    assert found.leavers == {1}
    assert [one.membership_id for one in found.losses] == [1]
    assert found.by_hand == 1
    assert found.new == (CHEN,)


def test_who_left_before_leaves_no_second_time():
    found = compare([known(1, "1", "李娜")], [], [CHEN])
    assert (found.leavers, [c.how for c in found.changes]) == (frozenset(), ["added"])


def test_a_new_post_is_a_gain_and_a_loss_another_grid_neither():
    moved = Staff(LI.staff_no, "李娜", Role.COMMUNITY_STAFF, "first")
    found = compare([known(1, "1", "李娜")], [holds(5, 1, LI)], [moved])
    assert (found.gains, [one.membership_id for one in found.losses]) == ((moved,), [5])
    assert found.leavers == frozenset()
    other = Staff(LI.staff_no, "李娜", Role.GRID_WORKER, "first", "g2")
    found = compare([known(1, "1", "李娜")], [holds(5, 1, LI)], [other])
    assert (found.gains, found.losses, found.grids) == ((), (), ((5, "g2"),))


numbers = st.sampled_from(["1", "2", "3", "4"]).map(StaffNo)
lists = st.lists(
    st.builds(
        lambda no, role, unit: Staff(no, f"人{no}", role, unit),
        numbers,
        st.sampled_from([Role.SECRETARY, Role.GRID_WORKER]),
        st.sampled_from(["first", "second"]),
    ),
    unique_by=lambda line: (line.staff_no, line.role, line.unit),
)


@given(lists, lists)
def test_done_once_nothing_is_left_to_do(before, after):
    """Whatever was there, what the comparison says leads to what the list says."""
    people = {no: known(int(no), no, f"人{no}") for no in {line.staff_no for line in before}}
    posts = [holds(n, int(line.staff_no), line) for n, line in enumerate(before)]
    found = compare(people.values(), posts, after)
    people |= {
        line.staff_no: known(int(line.staff_no), line.staff_no, line.name) for line in found.new
    }
    lost = {one.membership_id for one in found.losses}
    posts = [post for post in posts if post.membership_id not in lost]
    posts += [holds(100 + n, int(g.staff_no), g) for n, g in enumerate(found.gains)]
    assert {(p.person_id, p.unit, p.role) for p in posts} == {
        (int(line.staff_no), line.unit, line.role) for line in after
    }
    again = compare(people.values(), posts, after)
    assert (again.changes, again.new, again.gains, again.losses) == ((), (), (), ())
