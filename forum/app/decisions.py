"""The decisions on many lines of a list that wait ten seconds, of every domain."""

from forum.decisions.rules import Kind
from forum.exhibitors.views import reviews_many
from forum.matchmaking.views.coordinator import suppliers_many
from forum.meetings.views.coordinator import lists_many
from forum.registration.views import desk_many

KINDS: tuple[Kind, ...] = (*desk_many.KINDS, *suppliers_many.KINDS, *reviews_many.KINDS, *lists_many.KINDS)
