"""The solver: the best timetable for a problem, what is proved of it, and why each wish left out was left out.

The way: the choice of wishes as a flow, which is also the proof that none is better (`choice`); places by putting
wishes in and moving others along chains; fewer breaks by annealing (`kernel`), until the bound is met or the work is
done; small problems that are still open are settled by a constraint solver (`exact`).

Work is counted in steps, so many for each second asked for: with the same seed the same timetable comes again, on any
machine that is fast enough to do the steps in the time. One that is not stops at the time with the best it has.
"""

from forum.scheduling.solver.solving import Progress, solve

__all__ = ["Progress", "solve"]
