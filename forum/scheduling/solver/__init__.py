"""The solver: a timetable for a problem, upper and lower bounds on it, and the reason for each wish left out.

Four stages: a minimum-cost flow selects the wishes and bounds the objective value (`selection`); insertion and Kempe
chains assign slots; simulated annealing gives preferred slots and removes breaks (`kernel`) until the bound is reached
or the work is used up; on small problems CP-SAT closes a gap that remains (`exact`).

Work is counted in steps, a fixed number for each second allowed: the same seed gives the same timetable after the same
steps. A slower machine stops at the limit with the best found so far; a faster one goes on until the limit while the
proof is missing.
"""

from forum.scheduling.solver.capping import replan
from forum.scheduling.solver.solving import Progress, solve

__all__ = ["Progress", "replan", "solve"]
