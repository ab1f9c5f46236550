"""Colleagues of the first buyer and of the first supplier, who come to meetings besides them."""

from datetime import timedelta

from sqlalchemy import select

from forum.companies.enums import CompanyRole
from forum.companies.models import Membership
from forum.core.database import session
from forum.demo.companies import DemoParticipant
from forum.demo.world import World
from forum.editions.enums import CategoryKind
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingEvent, PersonSeat

MOST = 3
"""The colleague of the supplier comes to its first N meetings, that of the buyer to the first N of theirs."""


def add_colleagues(world: World, buyer: DemoParticipant, supplier: DemoParticipant) -> dict[Side, int]:
    """Add a registered colleague of each; return their keys."""
    return {
        Side.BUYER: _colleague(world, buyer, "colega.comprador@demo.example", CategoryKind.BUYER),
        Side.SUPPLIER: _colleague(world, supplier, "colega.proveedor@demo.example", CategoryKind.SUPPLIER),
    }


def _colleague(world: World, of: DemoParticipant, email: str, kind: CategoryKind) -> int:
    person = world.person(email)
    world.rows.add(Membership, company_id=of.company_id, person_id=person, role=CompanyRole.MEMBER, since=world.now)
    category = world.category_of_kind[kind]
    world.registration(person, category, organisation=of.name, company_id=of.company_id, position="Ingeniería")
    return person


def bring_colleagues(
    world: World, colleagues: dict[Side, int], buyer: DemoParticipant, supplier: DemoParticipant
) -> None:
    """Bring them to the first meetings of their side, after those are planned."""
    own = {Side.BUYER: Meeting.buyer_id == buyer.id, Side.SUPPLIER: Meeting.company_id == supplier.company_id}
    for side, person_id in colleagues.items():
        query = select(Meeting.id, Meeting.slot_id).where(own[side], Meeting.status == MeetingStatus.SCHEDULED)
        for meeting_id, slot_id in session().execute(query.order_by(Meeting.slot_id).limit(MOST)):
            _bring(world, meeting_id, slot_id, person_id, side, by=buyer if side is Side.BUYER else supplier)


def _bring(world: World, meeting_id: int, slot_id: int, person_id: int, side: Side, *, by: DemoParticipant) -> None:
    world.rows.add(MeetingCompanion, meeting_id=meeting_id, person_id=person_id, side=side)
    world.rows.add(PersonSeat, meeting_id=meeting_id, person_id=person_id, slot_id=slot_id)
    world.rows.add(
        MeetingEvent,
        meeting_id=meeting_id,
        kind="brought",
        detail={"person_id": person_id, "of": side.value},
        side=side,
        at=world.now - timedelta(hours=2),
        by_id=by.person_id,
    )
