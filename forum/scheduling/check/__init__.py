"""The referee: says whether a timetable keeps the rules and is worth what it claims.

Written from the rules of the package alone and sharing nothing with the solver but the problem's values, so that a
mistake made there is not repeated here. `validation` checks problems, `violations` timetables against the rules,
`objective` computes value and cost, `consistency` compares what a timetable says of itself with that. It does not know
how a timetable is found.
"""

from forum.scheduling.check.consistency import verify
from forum.scheduling.check.objective import cost_of, value_of
from forum.scheduling.check.validation import ensure_well_posed
from forum.scheduling.check.violations import violations

__all__ = ["cost_of", "ensure_well_posed", "value_of", "verify", "violations"]
