"""A request and a meeting that two people change at once: the changes, and what they leave behind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from forum.accounts.models import Person
from forum.companies.models import Membership
from forum.companies.service import Leaving, remove_member
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.core.names import PersonName
from forum.editions.models import Edition
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import Side
from forum.matchmaking.service import Guest, close_requirement
from forum.meetings import service
from forum.meetings.enums import Colliding, DeclineReason, RequestStatus
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, PersonSeat, RequestEvent, TableSeat
from forum.meetings.service.answers import expire_requests
from forum.registration.service import cancel_own
from tests.builders.companies import a_membership
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person
from tests.builders.registrations import a_registration


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A request of one company and one of another to the same buyer; the first may be a meeting in the first slot."""

    edition: Edition
    requirement: int
    request: int
    rival: int
    meeting: int
    buyer: int
    buyer_person: int
    buyer_registration: int
    company: int
    person: int
    colleague: int
    membership: int
    slots: list[int]
    now: datetime
    names: dict[str, str]


def a_scene(*, met: bool) -> Scene:
    with atomic():
        edition = an_edition(buyer_spare_slots_per_day=0)
        buyers, _suppliers = attendee_categories(edition)
        hall = a_hall(edition)
        many = slots(hall, days_of(edition)[0], 4)
        buyer = a_buyer(edition, tables(hall, 1)[0], at=many)
        (supplier, person), (other, rival) = a_supplier(edition), a_supplier(edition)
        colleague = a_person()
        a_membership(supplier.company, colleague)
        requirement = a_requirement(buyer)
        request = a_request(requirement, supplier, person, slot=many[1])
        against = a_request(requirement, other, rival, slot=many[1])
        registration = a_registration(buyers, buyer.person)
        now, meeting = utc_now(), 0
        if met:
            meeting = service.accept_request(request.id, slot_id=many[0].id, by=buyer.person_id, now=now).id
    membership = select(Membership.id).where(Membership.person_id == person.id)
    return Scene(
        edition=edition,
        requirement=requirement.id,
        request=request.id,
        rival=against.id,
        meeting=meeting,
        buyer=buyer.id,
        buyer_person=buyer.person_id,
        buyer_registration=registration.id,
        company=supplier.company_id,
        person=person.id,
        colleague=colleague.id,
        membership=session().scalars(membership).one(),
        slots=[slot.id for slot in many],
        now=now,
        names={
            buyer.person.email: "buyer",
            person.email: "person",
            colleague.email: "colleague",
            rival.email: "rival",
            _address(buyer.id): "successor",
        },
    )


def _address(buyer_id: int) -> str:
    return f"sucesor{buyer_id}@example.mx"


def accept(scene: Scene) -> object:
    return service.accept_request(scene.request, slot_id=scene.slots[1], by=scene.buyer_person, now=scene.now)


def accept_rival(scene: Scene) -> object:
    return service.accept_request(scene.rival, slot_id=scene.slots[1], by=scene.buyer_person, now=scene.now)


def agree(scene: Scene) -> object:
    return service.accept_without_slot(scene.request, by=scene.buyer_person, now=scene.now)


def counter(scene: Scene) -> object:
    return service.counter_request(
        scene.request, side=Side.BUYER, slot_id=scene.slots[2], person_id=None, note="Después",
        by=scene.buyer_person, now=scene.now,
    )  # fmt: skip


def take_back(scene: Scene) -> object:
    return service.take_back_counter(scene.request, side=Side.BUYER, by=scene.buyer_person, now=scene.now)


def edit(scene: Scene) -> object:
    return service.edit_request(
        scene.request, side=Side.SUPPLIER, slot_id=scene.slots[3], person_id=scene.colleague, reason="Va ella",
        by=scene.person, now=scene.now,
    )  # fmt: skip


def withdraw(scene: Scene) -> object:
    return service.withdraw_request(scene.request, by=scene.person, now=scene.now)


def decline(scene: Scene) -> object:
    reason = DeclineReason.HAS_SUPPLIER
    return service.decline_request(scene.request, reason=reason, note="", by=scene.buyer_person, now=scene.now)


def move(scene: Scene) -> object:
    return service.move_meeting(
        scene.meeting, slot_id=scene.slots[1], side=Side.BUYER, by=scene.buyer_person, now=scene.now
    )


def move_back(scene: Scene) -> object:
    return service.move_meeting(
        scene.meeting, slot_id=scene.slots[2], side=Side.SUPPLIER, by=scene.person, now=scene.now
    )


def cancel(scene: Scene) -> object:
    return service.cancel_meeting(scene.meeting, reason="Viaja", side=Side.BUYER, by=scene.buyer_person, now=scene.now)


def freeze(scene: Scene) -> object:
    with atomic():
        frozen = update(Edition).where(Edition.id == scene.edition.id).values(freeze_at=scene.now)
        return session().execute(frozen)


def close(scene: Scene) -> object:
    return close_requirement(scene.requirement, by=scene.buyer_person, now=scene.now)


def remove(scene: Scene) -> object:
    return service.remove_buyer(
        scene.buyer, reason="Cerró", keeps_badge=True, edition=scene.edition, by=scene.person, now=scene.now
    )


def hand_over(scene: Scene) -> object:
    return service.hand_over_buyer(
        scene.buyer,
        to=service.Successor(guest=Guest(email=_address(scene.buyer), name=PersonName("Eva", "Luna"), language="es")),
        terms=service.Terms(reason="Cambio", keeps_badge=False, colliding=Colliding.REFUSE),
        edition=scene.edition, by=scene.person, now=scene.now,
    )  # fmt: skip


def buyer_stays_away(scene: Scene) -> object:
    return cancel_own(scene.buyer_registration, now=scene.now)


def member_leaves(scene: Scene) -> object:
    return remove_member(
        scene.membership, company_id=scene.company, leaving=Leaving(successor_id=scene.colleague),
        by=scene.colleague, now=scene.now,
    )  # fmt: skip


def time_passes(scene: Scene) -> object:
    return expire_requests(now=scene.now + timedelta(days=4))


Act = Callable[[Scene], object]
ANYWAY: tuple[Act, ...] = (accept_rival, freeze, close, remove, hand_over, buyer_stays_away, member_leaves)
OPEN: tuple[Act, ...] = (accept, agree, counter, take_back, edit, withdraw, decline, time_passes, *ANYWAY)
MET: tuple[Act, ...] = (move, move_back, cancel, accept, withdraw, *ANYWAY)


def outcome(act: Act, scene: Scene) -> str:
    """ "done", the code of the refusal, or the name of what should never show."""
    try:
        act(scene)
    except Refusal as refusal:
        return refusal.code
    except Exception as error:  # whatever else happens fails the test by name
        return repr(error)
    return "done"


Row = tuple[object, ...]


def left_by(scene: Scene) -> dict[str, list[Row]]:
    """Every row that changes leave, with words and numbers for the ids, which are other ones in each scene."""
    slot = {id: number for number, id in enumerate(scene.slots)}
    people = session().scalars(_of(Person, Person.email, scene.names))
    person = {each.id: scene.names[each.email] for each in people}
    asked = {scene.request: "request", scene.rival: "rival"}
    mine = MeetingRequest.id.in_(asked)
    meetings = {each.id: each for each in session().scalars(_of(Meeting, Meeting.edition_id, [scene.edition.id]))}
    requests = session().scalars(select(MeetingRequest).where(mine))
    mails = session().scalars(_of(OutgoingMail, OutgoingMail.edition_id, [scene.edition.id]))
    rows: dict[str, Iterable[Row]] = {
        "requests": (
            (
                asked[each.id], each.status, each.awaiting, person[each.person_id],
                slot.get(each.preferred_slot_id or 0, -1), each.counter_note, each.buyer_id == scene.buyer,
            )
            for each in requests
        ),
        "steps": (
            (asked[each.request_id], each.status, str(each.change))
            for each in session().scalars(_of(RequestEvent, RequestEvent.request_id, asked))
        ),
        "meetings": (
            (
                asked[each.request_id or 0], each.status, slot[each.slot_id], person[each.person_id], each.sequence,
                each.buyer_id == scene.buyer, each.cancel_reason,
            )
            for each in meetings.values()
        ),
        "changes": (
            (asked[meetings[each.meeting_id].request_id or 0], each.kind, each.side)
            for each in session().scalars(_of(MeetingEvent, MeetingEvent.meeting_id, meetings))
        ),
        "seats": (
            (asked[meetings[each.meeting_id].request_id or 0], person[each.person_id], slot[each.slot_id])
            for each in session().scalars(_of(PersonSeat, PersonSeat.meeting_id, meetings))
        ),
        "tables": (
            (asked[meetings[each.meeting_id].request_id or 0], slot[each.slot_id])
            for each in session().scalars(_of(TableSeat, TableSeat.meeting_id, meetings))
        ),
        "mails": ((each.message, scene.names.get(each.to_email, "?")) for each in mails),
    }  # fmt: skip
    return {name: sorted(each) for name, each in rows.items()}


def put_away(scene: Scene) -> None:
    """Leave nothing that waits: where time passes, it is to pass for one scene alone."""
    with atomic():
        over = update(MeetingRequest).where(MeetingRequest.edition_id == scene.edition.id)
        session().execute(over.values(status=RequestStatus.WITHDRAWN))


def _of(model: Any, column: Any, ids: Iterable[int | str]) -> Any:
    return select(model).where(column.in_(list(ids)))
