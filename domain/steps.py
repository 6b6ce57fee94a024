"""Every kind of step in the history of a ticket. What people read of it are words, keyed by it."""

BY_THE_RESIDENT = frozenset(
    {
        "opened",
        "place",
        "correct",
        "add",
        "reworded",
        "urge",
        "merge",
        "joined",
        "not_alike",
        "another",
        "sealed",
        "split",
        "left",
        "solved",
        "unsolved",
        "rate",
        "rating_note",
        "withdraw",
        "slip",
        "forgotten",
    }
)
"""What she does herself, or somebody does in her stead: who that was is nobody's business where she
complains about somebody."""

BY_STAFF = frozenset(
    {
        "accept",
        "eta",
        "return",
        "dispute",
        "rule",
        "clear_asked",
        "clear_refused",
        "cleared",
        "progress",
        "noted",
        "relay",
        "still_on",
        "acknowledge",
        "task",
        "part_taken",
        "part_done",
        "lead_done",
        "resolve",
        "take_over",
        "handover",
        "pass",
        "take_pass",
        "decline_pass",
        "whistle",
        "deferral_asked",
        "deferral_refused",
        "extended",
        "held",
        "resumed",
        "supervise",
        "release",
        "exclude_asked",
        "exclude_refused",
        "excluded",
        "count_again",
        "post",
        "claim",
        "give_back",
        "discard",
        "pause",
        "rating_answer",
    }
)

BY_ITSELF = frozenset(
    {
        "dispatched",
        "gap",
        "unreachable",
        "reminded",
        "escalated",
        "part_escalated",
        "raised",
        "reread",
        "incident",
        "waited",
        "take_back",
        "part_released",
        "deferral_lapsed",
        "merge_moved",
        "follow",
        "lapse",
        "erased",
    }
)
"""What the program does."""

STEPS = tuple(sorted(BY_THE_RESIDENT | BY_STAFF | BY_ITSELF))
OTHER = "other"
"""The word for a step of another program's history."""
