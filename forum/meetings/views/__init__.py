"""Pages of the meetings: the buyer's, the supplier's, and the co-ordinator's."""

from forum.meetings.views import (
    answers,
    buyer,
    buyers,
    coordination,
    home,
    meetings,
    requirements,
    search,
    supplier,
    suppliers,
)
from forum.meetings.views.blueprint import blueprint

__all__ = [
    "answers",
    "blueprint",
    "buyer",
    "buyers",
    "coordination",
    "home",
    "meetings",
    "requirements",
    "search",
    "supplier",
    "suppliers",
]
