"""The referee: checks whether a timetable keeps to the rules and has the value and cost that it states.

Written from the rules of the package alone; it shares only the problem's values with the solver, so that a mistake
there is not repeated here. `validation` checks problems, `violations` checks timetables against the rules, `objective`
computes value and cost, `consistency` compares these with what a timetable states. It does not know how a timetable is
found.
"""

from forum.scheduling.check.consistency import verify
from forum.scheduling.check.objective import cost_of, value_of
from forum.scheduling.check.validation import ensure_well_posed
from forum.scheduling.check.violations import violations

__all__ = ["cost_of", "ensure_well_posed", "value_of", "verify", "violations"]
