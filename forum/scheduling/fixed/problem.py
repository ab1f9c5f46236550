"""Problems and timetables as values; participants, meetings and slots are numbered from 1, as in the files."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class ProblemFileError(ValueError):
    """The file is not a valid problem; the message says where."""


class Session(IntEnum):
    """The part of the day a meeting must be in."""

    MORNING = 1
    AFTERNOON = 2
    EITHER = 3


class FixedStatus(StrEnum):
    """The result of a search."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FixedMeeting:
    """A meeting of two participants; `fixed` is its slot or 0, `after` are the meetings that must be before it."""

    first: int
    second: int
    session: Session = Session.EITHER
    fixed: int = 0
    after: frozenset[int] = frozenset()

    @property
    def people(self) -> tuple[int, int]:
        """The two participants."""
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
        """The numbers of the meetings of each participant, in order."""
        mine: list[list[int]] = [[] for _ in range(self.participants)]
        for number, meeting in enumerate(self.meetings, start=1):
            for person in meeting.people:
                mine[person - 1].append(number)
        return mine


@dataclass(frozen=True, slots=True)
class FixedTimetable:
    """The result: the slot of each meeting (empty without a timetable), the breaks and their proved lower bound."""

    status: FixedStatus
    breaks: int | None
    bound: int
    seconds: float
    slots: tuple[int, ...] = ()
