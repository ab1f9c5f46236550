"""Queries of the notice in force, its versions and drafts, and of consents."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from forum.core.clock import utc_now
from forum.core.database import found, one, session
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent, Notice, NoticeDraft, Transfer, TransferPerson

_AS_SUCH = Consent.ally_id.is_(None)
"""An answer to a purpose as such, not about one recipient."""


def find_current_notice(edition_id: int | None = None, *, now: datetime | None = None) -> Notice | None:
    """The notice in force: of an edition that has its own, else of the house."""
    query = select(Notice).where(is_in_force(now or utc_now()))
    if edition_id is None:
        query = query.where(Notice.edition_id.is_(None))
    else:
        query = query.where(or_(Notice.edition_id == edition_id, Notice.edition_id.is_(None)))
    query = query.order_by(Notice.edition_id.is_(None), Notice.id.desc())
    return session().scalars(query.limit(1)).one_or_none()


def is_in_force(now: datetime) -> ColumnElement[bool]:
    """The condition that a version is in force, or was before a later one."""
    return or_(Notice.effective_at.is_(None), Notice.effective_at <= now)


def current_notice(edition_id: int | None = None) -> Notice:
    """The notice in force, which forms show.

    Raises:
        NotFound: none was published yet (`forum migrate` publishes the first).
    """
    return found(find_current_notice(edition_id))


def get_notice(version: str) -> Notice:
    """The notice of a version.

    Raises:
        NotFound: there is none.
    """
    return one(select(Notice).where(Notice.version == version))


def list_notices(edition_ids: Iterable[int | None]) -> Sequence[Notice]:
    """Every version of the house (None) and of these editions, the latest first."""
    wanted = set(edition_ids)
    ways = [Notice.edition_id.in_(wanted - {None})]
    if None in wanted:
        ways.append(Notice.edition_id.is_(None))
    return session().scalars(select(Notice).where(or_(*ways)).order_by(Notice.id.desc())).all()


def find_draft(edition_id: int | None) -> NoticeDraft | None:
    """The draft of an edition, or of the house."""
    query = select(NoticeDraft)
    mine = NoticeDraft.is_house if edition_id is None else NoticeDraft.edition_id == edition_id
    return session().scalars(query.where(mine)).one_or_none()


def consents_of(person_id: int) -> dict[Purpose, bool]:
    """A person's current answer for each purpose."""
    query = select(Consent.purpose, Consent.granted).where(Consent.person_id == person_id, _AS_SUCH)
    query = query.order_by(Consent.id)
    return {row.purpose: row.granted for row in session().execute(query)}


def select_agreeing(purpose: Purpose) -> Select[tuple[int]]:
    """The ids of the people whose current answer to a purpose is yes, for a statement of another domain."""
    latest = select(func.max(Consent.id)).where(Consent.purpose == purpose, _AS_SUCH).group_by(Consent.person_id)
    return select(Consent.person_id).where(Consent.id.in_(latest), Consent.granted)


def latest_consents(person_ids: Iterable[int]) -> dict[tuple[int, Purpose], Consent]:
    """The current answer of each of these people for each purpose they answered."""
    query = select(Consent).where(Consent.person_id.in_(person_ids), _AS_SUCH).order_by(Consent.id)
    return {(each.person_id, each.purpose): each for each in session().scalars(query)}


def answers_of(person_id: int) -> list[tuple[Consent, str]]:
    """A person's current answer for each purpose, with the version of the notice it was given under."""
    query = select(Consent, Notice.version).join(Notice, Notice.id == Consent.notice_id)
    rows = session().execute(query.where(Consent.person_id == person_id, _AS_SUCH).order_by(Consent.id))
    latest = {row.Consent.purpose: (row.Consent, row.version) for row in rows}
    return list(latest.values())


def recipients_of(person_id: int) -> dict[int, Consent]:
    """A person's current answer for each ally they answered about, by the ally's id."""
    query = select(Consent).where(Consent.person_id == person_id, Consent.ally_id.is_not(None)).order_by(Consent.id)
    return {each.ally_id: each for each in session().scalars(query) if each.ally_id is not None}


def select_agreeing_to(ally_id: int) -> Select[tuple[int, int]]:
    """The people whose current answer is that the ally may have their contact data, each with that consent."""
    latest = select(func.max(Consent.id)).where(Consent.ally_id == ally_id).group_by(Consent.person_id)
    query = select(Consent.person_id, Consent.id.label("consent_id"))
    return query.where(Consent.id.in_(latest), Consent.granted)


def transfers_of(person_id: int) -> Sequence[Row[tuple[Transfer, TransferPerson]]]:
    """What was handed over of a person by name, each with the line about them; the last first."""
    query = select(Transfer, TransferPerson).join(TransferPerson, TransferPerson.transfer_id == Transfer.id)
    return session().execute(query.where(TransferPerson.person_id == person_id).order_by(Transfer.id.desc())).all()
