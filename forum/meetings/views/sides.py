"""On which side of a request the current person is, and what they can choose from."""

from collections.abc import Sequence
from typing import Any

from forum.accounts.context import current_person
from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.participants import list_representatives
from forum.meetings.forms import slot_choices
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.invitations import named_or_addressed
from forum.meetings.queries.requests import get_request, request_for


def request_and_side(request_id: int) -> tuple[MeetingRequest, Side]:
    """A request as the current person sees it: the staff sees every one of the edition, others their own.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    person, edition_id = current_person(), current_edition().id
    if person.may("meetings.coordinate", edition_id):
        return get_request(request_id, edition_id=edition_id), Side.ORGANISER
    request = request_for(person.id, request_id, edition_id=edition_id)
    return request, side_of(request)


def side_of(request: MeetingRequest) -> Side:
    """The side of the person who asks, who is the buyer or acts for the company."""
    return Side.BUYER if request.buyer.person_id == current_person().id else Side.SUPPLIER


def who_could_come(request: MeetingRequest) -> Sequence[Person]:
    """The people of the company of whom one comes."""
    return [each for each in list_representatives(request.company_id) if each.id != request.buyer.person_id]


def people_choices(people: Sequence[Person]) -> list[Any]:
    """These people as the choices of a field."""
    return options((person.id, person.full_name) for person in people)


def free_choices(request: MeetingRequest, *, side: Side) -> list[Any]:
    """The slots the buyer could give: to anybody of the company, or to who is named where the buyer asks."""
    people = who_could_come(request) if side is Side.SUPPLIER else named_or_addressed(request)
    ids = [person.id for person in people]
    return slot_choices(list_offered_slots(request.buyer, ids, edition=current_edition(), now=utc_now()))
