"""The enums of the timetable."""

import enum


class Change(enum.StrEnum):
    """The effect of publishing on a meeting of a draft."""

    NEW = "new"
    KEPT = "kept"
    MOVED = "moved"


class Difference(enum.StrEnum):
    """How a meeting differs between two agendas: only in the one looked at, only in the other, or elsewhere."""

    MOVED = "moved"
    GAINED = "gained"
    LOST = "lost"


class EditKind(enum.StrEnum):
    """What somebody did by hand to a meeting of a draft: it has another place, or is none any more."""

    MOVED = "moved"
    DROPPED = "dropped"


class PlanningKind(enum.StrEnum):
    """What a draft plans: around the scheduled meetings, or these again."""

    ANEW = "anew"
    AGAIN = "again"


class PlanningState(enum.StrEnum):
    """Where the making of a draft stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Ending(enum.StrEnum):
    """What somebody who ends a planning early does with the best timetable so far."""

    KEEP = "keep"
    DROP = "drop"


class Failure(enum.StrEnum):
    """Why a planning made no draft: the edition contradicts itself, nothing to plan, a faulty answer, or lost."""

    CONTRADICTORY = "contradictory"
    NOTHING = "nothing"
    FAULTY = "faulty"
    LOST = "lost"
