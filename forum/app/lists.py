"""What is done with the lists of the console: decisions, what other domains do, saving them."""

from flask import Flask

from forum.app.links import MANY_LINKS, SAVED_LISTS
from forum.companies.views import directory_many
from forum.core.links import init_links
from forum.core.many import init_many
from forum.core.saved import init_saved_lists
from forum.decisions.context import init_decisions
from forum.decisions.rules import Kind
from forum.exhibitors.views import reviews_many, stands_many
from forum.matchmaking.views.coordinator import suppliers_many
from forum.meetings.views.coordinator import lists_many
from forum.registration.views import desk_many

KINDS: tuple[Kind, ...] = (
    *directory_many.KINDS,
    *desk_many.KINDS,
    *suppliers_many.KINDS,
    *reviews_many.KINDS,
    *stands_many.KINDS,
    *lists_many.KINDS,
)


def init_lists(app: Flask) -> None:
    """Set what is done with the lists of the console."""
    init_links(app)
    init_many(app, MANY_LINKS)
    init_decisions(app, KINDS)
    init_saved_lists(app, SAVED_LISTS, "lists.saved_new")
