"""On which side of a request the current person is, and what they can choose from."""

from collections.abc import Sequence
from typing import Any

from forum.accounts.context import current_person
from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.filters import clock_time, weekday_date
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import list_representatives
from forum.meetings.forms.slots import slot_choices
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.invitations import named_or_addressed
from forum.meetings.queries.requests import get_request, request_for
from forum.meetings.rules.board import FreeSlot
from forum.meetings.service.topics import Joined


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


def opens_profile(buyer: Buyer, side: Side) -> bool:
    """Whether who is on this side of a meeting or request with this buyer may open the profile of the other company."""
    if side is Side.SUPPLIER:
        return buyer.accepted_at is not None
    return side is Side.ORGANISER or buyer.removed_at is None


def side_of(request: MeetingRequest) -> Side:
    """The side of the person who asks, who is the buyer or acts for the company."""
    return Side.BUYER if request.buyer.person_id == current_person().id else Side.SUPPLIER


def who_could_come(request: MeetingRequest) -> Sequence[Person]:
    """The people of the company of whom one comes."""
    return [each for each in list_representatives(request.company_id) if each.id != request.buyer.person_id]


def people_choices(people: Sequence[Person]) -> list[Any]:
    """These people as the choices of a field."""
    return options((person.id, person.full_name) for person in people)


def slots_free(request: MeetingRequest, *, side: Side) -> list[FreeSlot]:
    """The slots the buyer could give: to anybody of the company, or to who is named where the buyer asks."""
    people = who_could_come(request) if side is Side.SUPPLIER else named_or_addressed(request)
    ids = [person.id for person in people]
    return list_offered_slots(request.buyer, ids, edition=current_edition(), now=utc_now())


def free_choices(request: MeetingRequest, *, side: Side) -> list[Any]:
    """The same, as the choices of a field; a company reads who of it could come."""
    people = who_could_come(request) if side is Side.SUPPLIER else ()
    return slot_choices(slots_free(request, side=side), people=people)


def accepted_words(meeting: Meeting, *, side: Side) -> str:
    """What a side reads that accepted a meeting."""
    return _("Cita con %(company)s: %(day)s, %(time)s, mesa %(table)s. Le enviamos un correo.", **_place(meeting, side))


def joined_words(joined: Joined, *, side: Side) -> str:
    """What a side reads that accepted to talk about a request at the meeting that both have."""
    place = _place(joined.meeting, side)
    words = _(
        "Lo hablarán en la cita con %(company)s: %(day)s, %(time)s, mesa %(table)s. Avisamos por correo.", **place
    )
    if joined.absent is None:
        return words
    comes = joined.meeting.person.full_name
    missing = _("%(name)s no asiste a esa cita; asiste %(person)s.", name=joined.absent, person=comes)
    return f"{words} {missing}"


def _place(meeting: Meeting, side: Side) -> dict[str, Any]:
    company = meeting.company if side is Side.BUYER else meeting.buyer.company
    return {
        "company": company.name,
        "day": weekday_date(meeting.slot.starts_at),
        "time": clock_time(meeting.slot.starts_at),
        "table": meeting.table.number,
    }
