"""From what an edition's wishes and hours are to a problem of the timetable engine, and back.

`facts` is what is read of an edition, `slots` brings its halls to one clock, `hours` says who could meet when, `plan`
puts the problem together and knows which row each of its names stands for.
"""

from forum.timetable.rules.facts import BuyerFact, Facts, SlotFact, TableFact, WishFact
from forum.timetable.rules.plan import Plan, plan_of

__all__ = ["BuyerFact", "Facts", "Plan", "SlotFact", "TableFact", "WishFact", "plan_of"]
