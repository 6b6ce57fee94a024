"""Trouble on demand in the Bot API twin: people who block, faults planned ahead, flood limits."""

from tests.support.bot_api_faults import Fault, FaultPlan, Limits
from tests.support.bot_api_wire import Refusal
from tests.support.bot_api_world import Person, World


def number_of(chat: int | Person | None, otherwise: int) -> int:
    if chat is None:
        return otherwise
    return chat.id if isinstance(chat, Person) else chat


class Trouble:
    """The part of the twin's driver that makes things go wrong."""

    world: World
    faults: FaultPlan
    limits: Limits | None

    def block(self, chat: int | Person) -> None:
        """The person blocks the bot, or the group throws it out."""
        place = self.world.chats[number_of(chat, 0)]
        if place.id > 0:
            place.forbidden = "bot was blocked by the user"
        else:
            place.forbidden = f"bot was kicked from the {place.shape['type']} chat"

    def unblock(self, chat: int | Person) -> None:
        self.world.chats[number_of(chat, 0)].forbidden = None

    def migrate(self, old_id: int, new_id: int) -> None:
        """The group becomes a supergroup: writing to the old id is refused with the new one."""
        old = self.world.chats[old_id]
        self.world.add_group(new_id, old.shape["title"])
        old.migrated_to = new_id

    def expire_queries(self) -> None:
        """Every button pressed so far is too old to be answered."""
        self.world.open_queries.clear()

    def fail_next(
        self,
        method: str,
        status: int = 500,
        description: str = "Internal Server Error",
        parameters: dict[str, int] | None = None,
        times: int = 1,
    ) -> None:
        """Refuse the next calls of `method` ("*": of any but getUpdates) without acting."""
        refusal = Refusal(status, description, **(parameters or {}))
        self.faults.add(method, Fault(refusal=refusal), times)

    def hang_next(self, method: str, seconds: float, times: int = 1) -> None:
        """Act, but answer only after `seconds`: the caller gives up on a delivered message."""
        self.faults.add(method, Fault(hang=seconds), times)

    def drop_connection_next(self, method: str, *, delivered: bool = False, times: int = 1) -> None:
        """Close the connection without an answer, before acting or (`delivered`) after it."""
        self.faults.add(method, Fault(drop=True, delivered=delivered), times)

    def enforce_limits(
        self,
        per_second: int = 30,
        per_chat_per_second: int = 1,
        per_group_per_minute: int = 20,
        slack: float = 0.05,
    ) -> None:
        """Answer 429 from now on when exceeded; see `Limits` for the windows."""
        self.limits = Limits(per_second, per_chat_per_second, per_group_per_minute, slack)
