"""Builds the engine's problem from an edition's wishes and hours, and maps the answer back to rows.

`facts` are the values read from an edition, `slots` merges the slots of its halls, `hours` computes when each person is
available, `plan` builds the problem and maps its names to rows, `violations` checks meetings against all the rules.
"""

from forum.timetable.rules.facts import AwayFact, BuyerFact, Facts, SlotFact, TableFact, WishFact
from forum.timetable.rules.plan import Plan, plan_of

__all__ = ["AwayFact", "BuyerFact", "Facts", "Plan", "SlotFact", "TableFact", "WishFact", "plan_of"]
