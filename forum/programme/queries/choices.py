"""What people put into their agendas."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, func, select

from forum.accounts.models import Person
from forum.accounts.queries import history_of
from forum.core.database import session
from forum.editions.models import Slot
from forum.editions.rules.slots import Span
from forum.meetings.models import PersonSeat
from forum.programme.models import Choice, ChoiceEvent
from forum.programme.queries.published import kept_programme
from forum.programme.rules.choices import Chosen
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration


def find_registration(person_id: int, *, edition_id: int) -> int | None:
    """The id of a person's approved registration in an edition."""
    query = select(Registration.id).where(
        Registration.person_id == person_id,
        Registration.edition_id == edition_id,
        Registration.status == RegistrationStatus.APPROVED,
    )
    return session().scalar(query.limit(1))


def list_chosen(person_id: int, *, edition_id: int) -> list[Chosen]:
    """The sessions that a person put into their agenda, in order of time, also those that were taken away since."""
    query = select(Choice.talk_uid, Choice.is_waiting, Choice.chosen_at)
    query = query.join(Registration, Registration.id == Choice.registration_id)
    rows = session().execute(query.where(Registration.person_id == person_id, Choice.edition_id == edition_id)).all()
    if not rows:
        return []
    talks = {talk.uid: talk for talk in kept_programme(edition_id).talks}
    chosen = [
        Chosen(talk=talks[row.talk_uid], is_waiting=row.is_waiting, chosen_at=row.chosen_at)
        for row in rows
        if row.talk_uid in talks
    ]
    return sorted(chosen, key=lambda each: (each.starts_at, each.talk.id))


def choices_of(talk_uid: str) -> Sequence[Choice]:
    """Who chose a session, in the order in which they did."""
    query = select(Choice).where(Choice.talk_uid == talk_uid).order_by(Choice.chosen_at, Choice.id)
    return session().scalars(query.execution_options(populate_existing=True)).all()


def count_going(edition_id: int) -> dict[str, int]:
    """How many go to each session; who waits for a place does not."""
    query = select(Choice.talk_uid, func.count()).where(Choice.edition_id == edition_id, Choice.is_waiting.is_(False))
    return {uid: count for uid, count in session().execute(query.group_by(Choice.talk_uid))}


def meeting_times(person_id: int, *, edition_id: int) -> list[Span]:
    """When a person meets somebody in an edition."""
    query = select(Slot.starts_at, Slot.ends_at).join(PersonSeat, PersonSeat.slot_id == Slot.id)
    rows = session().execute(query.where(PersonSeat.person_id == person_id, Slot.edition_id == edition_id))
    return [Span(starts_at, ends_at) for starts_at, ends_at in rows]


def who_chose(talk_uids: Collection[str]) -> Sequence[Row[tuple[str, Registration, Person]]]:
    """Who chose any of these sessions."""
    query = select(Choice.talk_uid, Registration, Person).join(Registration, Registration.id == Choice.registration_id)
    query = query.join(Person, Person.id == Registration.person_id).where(Choice.talk_uid.in_(talk_uids))
    return session().execute(query.order_by(Registration.id, Choice.id)).all()


def history_of_choices(registration_id: int) -> Sequence[tuple[ChoiceEvent, Person | None]]:
    """What happened to somebody's sessions, each with who did it, the last first."""
    return history_of(ChoiceEvent, registration_id=registration_id)
