"""The solver: a timetable for a problem, upper and lower bounds on it, and the reason for each wish left out.

Four stages: a minimum-cost flow selects the wishes and bounds the objective value (`selection`); insertion and Kempe
chains assign slots; simulated annealing gives preferred slots and removes breaks (`kernel`) until the bound is reached
or the work is used up; on small problems CP-SAT closes a gap that remains (`exact`).

Work is counted in steps, a fixed number for each second allowed: the same seed gives the same timetable on every
machine that does those steps within the time limit. A slower machine stops at the limit with the best found so far.
"""

from forum.scheduling.solver.solving import Progress, solve

__all__ = ["Progress", "solve"]
