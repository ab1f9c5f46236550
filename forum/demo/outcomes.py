"""What both sides say of the demo edition's meetings that are over: invented, as its companies are."""

from random import Random
from typing import Any

from sqlalchemy import Row, select

from forum.core.database import session
from forum.demo.companies import DemoParticipant
from forum.demo.world import World
from forum.editions.models import Slot
from forum.matchmaking.enums import Currency, Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.outcomes.enums import Horizon, NextStep, NoInterest
from forum.outcomes.models import MeetingOutcome
from forum.outcomes.rules import is_interested

SILENT = 4
"""One side in N has not answered yet, and the first buyer and the first supplier none of theirs."""
ABSENT = 12
"""One meeting in N was not held."""
AMOUNTS = (80_000, 150_000, 250_000, 400_000, 900_000)


def add_outcomes(world: World, buyer: DemoParticipant, supplier: DemoParticipant) -> None:
    """The answers about the meetings whose slot has ended; of the two whose accounts are printed none."""
    random = Random(20261201)  # noqa: S311 - invented data; the others are drawn as before
    query = (
        select(Meeting.id, Meeting.held_at, Meeting.person_id, Buyer.person_id.label("buyer_person_id"), Slot.ends_at)
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .where(Meeting.edition_id == world.edition_id, Meeting.status == MeetingStatus.SCHEDULED)
        .where(Slot.ends_at <= world.now)
        .order_by(Meeting.id)
    )
    for meeting in session().execute(query):
        held = random.randrange(ABSENT) > 0 or meeting.held_at is not None
        for side, person_id in ((Side.BUYER, meeting.buyer_person_id), (Side.SUPPLIER, meeting.person_id)):
            said = _said(random, held=held)
            if random.randrange(SILENT) and person_id not in {buyer.person_id, supplier.person_id}:
                _add(world, meeting, side, person_id, said)


def _add(world: World, meeting: Row[Any], side: Side, person_id: int, said: dict[str, Any]) -> None:
    world.rows.add(
        MeetingOutcome, meeting_id=meeting.id, side=side, person_id=person_id,
        answered_at=meeting.ends_at, changed_at=meeting.ends_at,
        by_id=person_id, for_them=False, **said,
    )  # fmt: skip


def _said(random: Random, *, held: bool) -> dict[str, Any]:
    interest = random.choice((1, 2, 3, 4, 4, 5, 5))
    wants_on, has_amount = held and is_interested(interest), random.randrange(3) > 0
    amount = random.choice(AMOUNTS) if wants_on and has_amount else None
    return {
        "held": held,
        "interest": interest if held else None,
        "next_step": random.choice(tuple(NextStep)) if wants_on else None,
        "amount": amount,
        "currency": random.choice((Currency.MXN, Currency.MXN, Currency.USD)) if amount else None,
        "horizon": random.choice(tuple(Horizon)) if amount else None,
        "no_interest": random.choice(tuple(NoInterest)) if held and not wants_on else None,
        "words": "",
    }
