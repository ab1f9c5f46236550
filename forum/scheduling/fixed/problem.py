"""The problem and its answer as plain values: participants, meetings and slots are numbered from 1, as published."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class ProblemFileError(ValueError):
    """The file does not describe a problem; the sentence says where it fails."""


class Session(IntEnum):
    """The part of the day a meeting asks for."""

    MORNING = 1
    AFTERNOON = 2
    EITHER = 3


class FixedStatus(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FixedMeeting:
    """Two participants who must meet; `fixed` is a slot or 0, `after` the meetings that come strictly before it."""

    first: int
    second: int
    session: Session = Session.EITHER
    fixed: int = 0
    after: frozenset[int] = frozenset()

    @property
    def people(self) -> tuple[int, int]:
        """The two who meet."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class FixedProblem:
    """A day of `slots` slots, `morning` of them before noon; `forbidden[p - 1]` are the slots p cannot use."""

    participants: int
    tables: int
    slots: int
    morning: int
    meetings: tuple[FixedMeeting, ...]
    forbidden: tuple[frozenset[int], ...] = field(default=())

    def meetings_of(self) -> list[list[int]]:
        """Per participant, in order, the numbers of their meetings."""
        mine: list[list[int]] = [[] for _ in range(self.participants)]
        for number, meeting in enumerate(self.meetings, start=1):
            for person in meeting.people:
                mine[person - 1].append(number)
        return mine


@dataclass(frozen=True, slots=True)
class FixedTimetable:
    """What was found: a slot per meeting (none without a timetable), its breaks and the proved lower bound."""

    status: FixedStatus
    breaks: int | None
    bound: int
    seconds: float
    slots: tuple[int, ...] = ()
