"""Fixed meetings: solves the published B2B meeting scheduling problem to a proved optimum.

All meetings are given and must be held: each in its session, in no slot forbidden to either participant, no more at a
time than there are tables, in the order of the precedences, and no participant in two at once. A *break* is a maximal
run of idle slots between two meetings of a participant. The objective is the fewest breaks in total; the numbers of
breaks of two participants may differ by at most d (fairness).

The problem, its instances and the best known results: M. Bofill, J. Coll, M. Garcia, J. Giráldez-Cru, G. Pesant,
J. Suy, M. Villaret, *Constraint Solving Approaches to the Business-to-Business Meeting Scheduling Problem*, JAIR 74
(2022), 263-301. It does not know where a problem comes from or what its timetable is used for.
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
