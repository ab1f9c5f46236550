"""Pages of requests and meetings: the buyer's, the supplier's, and the co-ordinator's."""

from forum.meetings.views import (
    accompanying,
    companies,
    companions,
    counters,
    engagements,
    home,
    marks,
    meetings,
    notes,
    offers,
    requests,
    topics,
    waitlist,
    withdrawal,
)
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.buyer import answers, directory, folder, invitations
from forum.meetings.views.buyer import overview as buyer_overview
from forum.meetings.views.coordinator import answers as staff_answers
from forum.meetings.views.coordinator import (
    board,
    board_acts,
    booking,
    clearing,
    development,
    emptiness,
    filling,
    handover,
    lists_many,
    recutting,
    removal,
    seating,
    tables,
)
from forum.meetings.views.coordinator import overview as coordinator_overview
from forum.meetings.views.coordinator import requirements as coordinator_requirements
from forum.meetings.views.supplier import answers as company_answers
from forum.meetings.views.supplier import drafts, drawing, lacking, requirement, search
from forum.meetings.views.supplier import overview as supplier_overview

PAGES = (
    accompanying,
    answers,
    board,
    board_acts,
    booking,
    buyer_overview,
    clearing,
    companies,
    companions,
    company_answers,
    coordinator_overview,
    coordinator_requirements,
    counters,
    development,
    directory,
    drafts,
    drawing,
    emptiness,
    engagements,
    filling,
    folder,
    handover,
    home,
    invitations,
    lacking,
    lists_many,
    marks,
    meetings,
    notes,
    offers,
    recutting,
    removal,
    requests,
    requirement,
    search,
    seating,
    staff_answers,
    supplier_overview,
    tables,
    topics,
    waitlist,
    withdrawal,
)
"""The modules whose views hang on the blueprint."""

__all__ = ["PAGES", "blueprint"]
