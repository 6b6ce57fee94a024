"""What a card says and offers of the supporting side's part (联办)."""

from datetime import datetime

from db.desk_rows import SupportPart
from domain.lifecycle import Action, Relation
from domain.said import Part, moment, part
from domain.sharing import Standing, without_button
from workflows.reach import Directory


def standing_of(row: SupportPart | None) -> Standing | None:
    """How far a part is."""
    if row is None:
        return None
    return Standing(
        task=row.task,
        taken=row.handler_id is not None,
        done=row.done_at is not None,
        lead_done=row.lead_done_at is not None,
    )


def part_lines(
    row: SupportPart | None,
    relations: frozenset[Relation],
    who: object | None,
    now: datetime,
    *,
    words: bool,
) -> list[Part]:
    """The lines about the part. `who`: the one who took it, in words; without `words` nothing that
    somebody typed is shown."""
    if row is None:
        return []
    lines = []
    supports = bool(relations & {Relation.SUPPORT, Relation.PARTNER})
    if supports and not row.done_at:
        asked = words and row.task
        lines.append(part("card-task", task=row.task) if asked else part("card-support"))
    elif words and row.task and not row.done_at:
        lines.append(part("card-task-given", task=row.task))
    if row.done_at:
        lines.append(part("card-part-done", who=who or ""))
    elif row.handler_id:
        key = "card-part-taken-late" if row.due_at < now else "card-part-taken"
        lines.append(part(key, who=who or "", due=moment(row.due_at)))
    elif row.accept_due < now:
        lines.append(part("card-part-open-late"))
    else:
        lines.append(part("card-part-open", due=moment(row.accept_due)))
    if row.lead_done_at and not row.done_at:
        lines.append(part("card-lead-done"))
    return lines


def without_part_button(row: SupportPart | None, *, joint: bool) -> frozenset[Action]:
    """Actions that the card does not offer as the part stands."""
    return without_button(standing_of(row), joint=joint)


def waits_for_part(staff: Directory) -> bool:
    """Whether the leading side of a joint ticket is done and the other one is not."""
    standing = standing_of(staff.part)
    return standing is not None and standing.lead_done and not standing.done
