"""The referee: says whether a timetable keeps the rules and is worth what it claims.

Written from the rules of the package alone and sharing nothing with the solver but the problem's values, so that a
mistake made there is not made again here. `posed` judges problems, `breaches` timetables, `worth` says what they are
worth and what they cost people, `claims` whether what a timetable says of itself is true. It refuses to know how a
timetable is found.
"""

from forum.scheduling.check.breaches import violations
from forum.scheduling.check.claims import faults
from forum.scheduling.check.posed import ensure_well_posed
from forum.scheduling.check.worth import cost_of, value_of

__all__ = ["cost_of", "ensure_well_posed", "faults", "value_of", "violations"]
