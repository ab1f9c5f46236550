"""Meetings that are over, and what came of them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.tokens import sign
from forum.editions.models import Day, Edition, Slot
from forum.matchmaking.enums import Currency, Side
from forum.meetings.models import Meeting
from forum.outcomes.enums import Horizon, NextStep
from forum.outcomes.rules import Said
from forum.outcomes.service import answer, link_value
from tests.builders.editions import ZONE

WANTS_ON = Said(
    held=True,
    interest=4,
    next_step=NextStep.QUOTE,
    amount=250_000,
    currency=Currency.MXN,
    horizon=Horizon.SIX,
)


def is_over(edition: Edition, *, days_ago: int = 1) -> None:
    """Let the edition have ended so many days ago, with its days and slots."""
    shift = edition.ends_on - (utc_now().astimezone(ZONE).date() - timedelta(days=days_ago))
    with atomic() as current:
        row = current.get_one(Edition, edition.id)
        row.starts_on, row.ends_on = row.starts_on - shift, row.ends_on - shift
        days = current.scalars(select(Day).where(Day.edition_id == edition.id).order_by(Day.date)).all()
        for day in days:
            day.date -= shift
            current.flush()
        for slot in current.scalars(select(Slot).where(Slot.edition_id == edition.id).order_by(Slot.starts_at)):
            slot.starts_at, slot.ends_at = slot.starts_at - shift, slot.ends_at - shift
            current.flush()


def say(meeting: Meeting, side: Side = Side.BUYER, said: Said = WANTS_ON, *, now: datetime | None = None) -> None:
    """What a side says of a meeting."""
    answer(meeting.id, side, said, by=meeting.person_id, now=now or utc_now())


def outcomes_link(person: Person, edition: Edition) -> str:
    """How the addresses behind the link of a mail begin."""
    return f"/o/{sign('outcomes', link_value(person, edition.id))}"


def sent(**values: Any) -> dict[str, Any]:
    """A form that says that one wants to go on."""
    said = {
        "held": "yes",
        "interest": "4",
        "next_step": "quote",
        "amount": "250,000",
        "currency": "MXN",
        "horizon": "6",
    }
    return {**said, **values}


def told(meeting: Meeting) -> Person:
    """The person of the supplier."""
    return session().get_one(Person, meeting.person_id)
