"""Somebody writes to us for the first time, and turns out to be a person the office's sheet named:
two rows of one person become one."""

from sqlalchemy import delete, select, update

from db.desk_rows import Shift
from db.models import Account, Invite, Membership, Person
from db.session import Work
from db.time_rows import Absence


async def named_by(work: Work, code: str) -> int | None:
    """The person an invitation is for, if it is for one the sheet named."""
    return await work.scalar(select(Invite.person_id).where(Invite.code == code))


async def has_account(work: Work, person_id: int) -> bool:
    """Whether somebody has ever written to us."""
    return bool(await work.scalar(select(Account.id).where(Account.person_id == person_id)))


async def become(work: Work, person: Person, named: Person) -> None:
    """`person`, who has an account and perhaps tickets, is `named`, who has neither: posts, days at
    the desk and the number go over, and `named` is no more."""
    mine = {(m.unit, m.role) for m in await _posts(work, person.id)}
    for post in await _posts(work, named.id):
        if (post.unit, post.role) in mine:
            await work.delete(post)
        else:
            post.person_id = person.id
    await work.flush()
    taken = select(Shift.unit, Shift.day).where(Shift.person_id == person.id)
    sits = {(unit, day) for unit, day in await work.execute(taken)}
    for shift in await work.scalars(select(Shift).where(Shift.person_id == named.id)):
        if (shift.unit, shift.day) in sits:
            await work.delete(shift)
        else:
            shift.person_id = person.id
    await work.flush()
    for model, column in (
        (Shift, Shift.asked_id),
        (Absence, Absence.person_id),
        (Absence, Absence.deputy_id),
        (Invite, Invite.person_id),
    ):
        statement = update(model).where(column == named.id)
        await work.execute(statement.values({column.key: person.id}))
    staff_no, name = named.staff_no, named.name
    await work.execute(delete(Person).where(Person.id == named.id))
    person.staff_no, person.name = staff_no, name


async def _posts(work: Work, person_id: int) -> list[Membership]:
    return list(await work.scalars(select(Membership).where(Membership.person_id == person_id)))
