"""Badges that were handed over, and the kiosks of an edition."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts.models import Person
from forum.badges.models import Badge, Handover, Kiosk
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.core.tokens import token_hash

_By, _UndoneBy = shared_alias(Person), shared_alias(Person)


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A handover, who said it, and who took it back."""

    handover: Handover
    by: Person | None
    undone_by: Person | None


def find_handover(badge_id: int) -> Handover | None:
    """The handover of a badge that stands."""
    query = select(Handover).where(Handover.badge_id == badge_id, Handover.undone_at.is_(None))
    return session().scalars(query).one_or_none()


def handovers_of(registration_id: int) -> list[HandoverRow]:
    """Every handover of a registration's badges, also those taken back."""
    query = (
        select(Handover, _By, _UndoneBy)
        .join(Badge, Badge.id == Handover.badge_id)
        .outerjoin(_By, _By.id == Handover.by_id)
        .outerjoin(_UndoneBy, _UndoneBy.id == Handover.undone_by_id)
        .where(Badge.registration_id == registration_id)
        .order_by(Handover.at)
    )
    return [HandoverRow(*row) for row in session().execute(query)]


def list_kiosks(edition_id: int) -> list[Kiosk]:
    """The kiosks of an edition, those that are open first."""
    query = select(Kiosk).where(Kiosk.edition_id == edition_id)
    return list(session().scalars(query.order_by(Kiosk.ended_at.is_not(None), Kiosk.made_at.desc(), Kiosk.id)))


def find_open_kiosk(token: str, *, edition_id: int) -> Kiosk | None:
    """The kiosk that this address opens, None where it was ended or never was."""
    query = select(Kiosk).where(Kiosk.token_hash == token_hash(token), Kiosk.edition_id == edition_id)
    return session().scalars(query.where(Kiosk.ended_at.is_(None))).one_or_none()
