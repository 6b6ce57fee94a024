"""The clocks: the system's, and one that can be moved forward (demo and tests)."""

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)


class MovedClock:
    """The machine's clock, set forward by an offset. Time goes on running."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The moved present, in UTC."""
        return datetime.now(UTC) + self.offset

    def move_to(self, moment: datetime) -> None:
        """Set it so that the present is `moment`; never backwards."""
        self.offset = max(self.offset, moment - datetime.now(UTC))
