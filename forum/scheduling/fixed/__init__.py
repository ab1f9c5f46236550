"""Fixed meetings: the published B2B meeting scheduling problem, solved to a proved optimum.

Every meeting is given and must be held: in its session, at no slot forbidden to either participant, at most as many at
a time as there are tables, precedences kept, nobody in two at once. A *break* is a maximal run of idle slots between
two meetings of a participant; the fewest breaks in all are wanted, no two participants further apart than d.

The problem, its instances and the best known results: M. Bofill, J. Coll, M. Garcia, J. Giráldez-Cru, G. Pesant,
J. Suy, M. Villaret, *Constraint Solving Approaches to the Business-to-Business Meeting Scheduling Problem*, JAIR 74
(2022), 263-301. Refuses to know where a problem comes from and what becomes of its timetable.
"""

from forum.scheduling.fixed.check import breaks_of, violations
from forum.scheduling.fixed.dzn import read_dzn
from forum.scheduling.fixed.problem import (
    FixedMeeting,
    FixedProblem,
    FixedStatus,
    FixedTimetable,
    ProblemFileError,
    Session,
)
from forum.scheduling.fixed.search import solve_fixed

__all__ = [
    "FixedMeeting",
    "FixedProblem",
    "FixedStatus",
    "FixedTimetable",
    "ProblemFileError",
    "Session",
    "breaks_of",
    "read_dzn",
    "solve_fixed",
    "violations",
]
