"""Answering the survey of an edition, and asking its people by mail once the forum is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.core.database import atomic, locked
from forum.core.names import PersonName
from forum.editions.models import Edition
from forum.mail.service import Batch, Recipient, queue_batch
from forum.registration.models import Registration
from forum.surveys import queries
from forum.surveys.enums import SurveyRole
from forum.surveys.errors import SurveyAlreadyAsked, SurveyClosed
from forum.surveys.models import SurveyAnswer, SurveyRound
from forum.surveys.rules import ASKED_WITHIN, is_due, is_open

ASKED = "surveys/asked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What somebody says: would they recommend it (0 to 10), two marks (1 to 5), and a comment."""

    recommend: int
    quality: int
    organisation: int
    comment: str


def answer(registration_id: int, role: SurveyRole, said: Said, *, edition: Edition, now: datetime) -> None:
    """Keep what somebody says, in place of what they said before.

    Raises:
        SurveyClosed: the forum is not over, or for long.
    """
    if not is_open(edition.ends_on, zone=edition.time_zone, now=now):
        raise SurveyClosed
    with atomic() as current:
        locked(Registration, registration_id)
        row = current.get(SurveyAnswer, registration_id, populate_existing=True)
        if row is None:
            row = SurveyAnswer(registration_id=registration_id, answered_at=now)
            current.add(row)
        row.role, row.changed_at = role, now
        row.recommend, row.quality = said.recommend, said.quality
        row.organisation, row.comment = said.organisation, said.comment


def ask_due(*, now: datetime) -> int:
    """Write to the people of every edition that is over since yesterday or some days; returns the number of mails."""
    today = now.date()
    unasked = queries.list_unasked(since=today - ASKED_WITHIN - timedelta(days=1), until=today)
    return sum(_ask(each.id, now=now) for each in unasked if is_due(each.ends_on, zone=each.time_zone, now=now))


def decline_asking(edition_id: int, *, by: int, now: datetime) -> None:
    """Decide that the people of an edition get no mail about the survey; they answer it from their page.

    Raises:
        SurveyAlreadyAsked: the mails have left, or it is decided already.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        if queries.find_round(edition_id) is not None:
            raise SurveyAlreadyAsked
        current.add(SurveyRound(edition_id=edition_id, mails=0, declined_at=now, declined_by_id=by))


def _ask(edition_id: int, *, now: datetime) -> int:
    with atomic() as current:
        edition = locked(Edition, edition_id)
        if queries.find_round(edition_id) is not None:  # another worker was here
            return 0
        people = queries.list_to_ask(edition_id)
        frame = {"edition": edition.name, "edition_slug": edition.slug}
        written = (
            (
                Recipient(each.email, _name(each), each.language),
                {**frame, "registration": [each.id, each.link_nonce]},
            )
            for each in people
        )
        batch = Batch(key=f"survey-{edition_id}", starts_at=now)
        mails = queue_batch(ASKED, batch, edition_id=edition_id, recipients=written, now=now)
        current.add(SurveyRound(edition_id=edition_id, mails=mails, asked_at=now))
    return mails


def _name(person: object) -> str:
    names = (getattr(person, part) for part in ("given_names", "first_surname", "second_surname"))
    return PersonName(*names).full
