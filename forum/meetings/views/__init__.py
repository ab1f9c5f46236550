"""Pages of the meetings: the buyer's, the supplier's, and the co-ordinator's."""

import forum.meetings.views.answers as answers_pages
import forum.meetings.views.buyer as buyer_pages
import forum.meetings.views.buyers as buyers_pages
import forum.meetings.views.coordination as coordination_pages
import forum.meetings.views.home as home_pages
import forum.meetings.views.meetings as meetings_pages
import forum.meetings.views.requirements as requirements_pages
import forum.meetings.views.search as search_pages
import forum.meetings.views.supplier as supplier_pages
import forum.meetings.views.suppliers as suppliers_pages
from forum.meetings.views.blueprint import blueprint

PAGES = (
    answers_pages,
    buyer_pages,
    buyers_pages,
    coordination_pages,
    home_pages,
    meetings_pages,
    requirements_pages,
    search_pages,
    supplier_pages,
    suppliers_pages,
)
"""The modules whose views hang on the blueprint."""

__all__ = ["PAGES", "blueprint"]
