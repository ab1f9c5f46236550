"""Queries of the notice in force and of consents."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select

from forum.core.database import found, session
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent, ContactTransfer, Notice, RecipientConsent


def find_current_notice() -> Notice | None:
    """The notice published last."""
    return session().scalars(select(Notice).order_by(Notice.id.desc()).limit(1)).one_or_none()


def current_notice() -> Notice:
    """The notice in force, which forms show.

    Raises:
        NotFound: none was published yet (`forum migrate` publishes the first).
    """
    return found(find_current_notice())


def consents_of(person_id: int) -> dict[Purpose, bool]:
    """A person's current answer for each purpose."""
    query = select(Consent.purpose, Consent.granted).where(Consent.person_id == person_id).order_by(Consent.id)
    return {row.purpose: row.granted for row in session().execute(query)}


def select_agreeing(purpose: Purpose) -> Select[tuple[int]]:
    """The ids of the people whose current answer to a purpose is yes, for a statement of another domain."""
    latest = select(func.max(Consent.id)).where(Consent.purpose == purpose).group_by(Consent.person_id)
    return select(Consent.person_id).where(Consent.id.in_(latest), Consent.granted)


def latest_consents(person_ids: Iterable[int]) -> dict[tuple[int, Purpose], Consent]:
    """The current answer of each of these people for each purpose they answered."""
    query = select(Consent).where(Consent.person_id.in_(person_ids)).order_by(Consent.id)
    return {(each.person_id, each.purpose): each for each in session().scalars(query)}


def recipients_of(person_id: int) -> dict[int, RecipientConsent]:
    """A person's current answer for each ally they answered about, by the ally's id."""
    query = select(RecipientConsent).where(RecipientConsent.person_id == person_id).order_by(RecipientConsent.id)
    return {each.ally_id: each for each in session().scalars(query)}


def select_agreeing_to(ally_id: int) -> Select[tuple[int, int]]:
    """The people whose current answer is that the ally may have their contact data, each with that consent."""
    latest = select(func.max(RecipientConsent.id)).where(RecipientConsent.ally_id == ally_id)
    latest = latest.group_by(RecipientConsent.person_id)
    query = select(RecipientConsent.person_id, RecipientConsent.id.label("consent_id"))
    return query.where(RecipientConsent.id.in_(latest), RecipientConsent.granted)


def transfers_of(person_id: int) -> Sequence[ContactTransfer]:
    """What was handed over of a person, the last first."""
    query = select(ContactTransfer).where(ContactTransfer.person_id == person_id)
    return session().scalars(query.order_by(ContactTransfer.id.desc())).all()
