"""The end of a badge's way: it is handed over at the desk, or its person prints it at a kiosk."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from forum.badges.errors import (
    BadgeRevokedAlready,
    CodeNotOfThisEdition,
    KioskNameMissing,
    PrintedAlready,
    PrinterNotReached,
)
from forum.badges.models import Badge, Handover, Kiosk
from forum.badges.queries import Holder, find_scanned_badge, runs_of
from forum.badges.queries.handing import find_handover
from forum.badges.service.faces import counter_label, single_badge
from forum.badges.service.printing import mark_badge_as_printed
from forum.core.database import atomic, locked, session
from forum.core.tokens import new_token, token_hash
from forum.printing.fonts import Fonts
from forum.printing.spool import PrinterSilent, send_to_printer


@dataclass(frozen=True, slots=True)
class OpenedKiosk:
    """A new kiosk; the token of its address is known only now."""

    id: int
    token: str


def hand_over(badge_id: int, *, by: int, now: datetime) -> None:
    """Record that somebody has their badge; nothing where it is on record.

    Raises:
        BadgeRevokedAlready: it was replaced or cancelled meanwhile.
    """
    with atomic() as current:
        if locked(Badge, badge_id).revoked_at is not None:
            raise BadgeRevokedAlready
        if find_handover(badge_id) is None:
            current.add(Handover(badge_id=badge_id, at=now, by_id=by))


def take_back(badge_id: int, *, by: int, now: datetime) -> None:
    """Record that somebody has not their badge after all; nothing where nobody said so."""
    with atomic():
        locked(Badge, badge_id)
        standing = find_handover(badge_id)
        if standing is not None:
            standing.undone_at, standing.undone_by_id = now, by


def print_label(holder: Holder, *, fonts: Fonts, printer: str) -> None:
    """Print one badge by the template of the counter on a printer of this machine.

    Raises:
        BadgeNotReady: they have no valid badge.
        PrinterNotReached: the printer did not take it.
    """
    label, pdf = counter_label(holder, fonts=fonts), single_badge(holder, fonts=fonts)
    title = f"gafete {holder.registration.id}"
    try:
        send_to_printer(pdf, printer=printer, wide=label.wide / 10, high=label.high / 10, title=title)
    except PrinterSilent as error:
        raise PrinterNotReached from error


def open_kiosk(edition_id: int, *, name: str, by: int, now: datetime) -> OpenedKiosk:
    """Make a kiosk of an edition.

    Raises:
        KioskNameMissing: without a name nobody finds it in the list.
    """
    if not name.strip():
        raise KioskNameMissing
    token = new_token()
    with atomic() as current:
        kiosk = Kiosk(
            edition_id=edition_id, name=name.strip(), token_hash=token_hash(token), made_at=now, made_by_id=by
        )
        current.add(kiosk)
        current.flush()
        return OpenedKiosk(kiosk.id, token)


def end_kiosk(kiosk_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Let the address of a kiosk open nothing any more.

    Raises:
        NotFound: there is no such kiosk in this edition.
    """
    with atomic():
        kiosk = locked(Kiosk, kiosk_id, edition_id=edition_id)
        if kiosk.ended_at is None:
            kiosk.ended_at, kiosk.ended_by_id = now, by


def take_at_kiosk(text: str, *, kiosk: Kiosk, now: datetime) -> Badge:
    """Take the badge of whoever shows its code at a kiosk to be printed there: once, for it is marked as printed.

    Raises:
        CodeNotOfThisEdition: no badge of the edition has the code.
        BadgeRevokedAlready: it was replaced or cancelled.
        PrintedAlready: it is on paper already; the desk sees to it.
    """
    found = find_scanned_badge(text, edition_id=kiosk.edition_id)
    if found is None:
        raise CodeNotOfThisEdition
    with atomic():
        badge = locked(Badge, found.id)  # of two kiosks with the same code one prints
        if badge.revoked_at is not None:
            raise BadgeRevokedAlready
        if any(row.printed for row in runs_of([badge.id])[badge.id]):
            raise PrintedAlready
        mark_badge_as_printed(badge.id, edition_id=kiosk.edition_id, by=kiosk.made_by_id, now=now)
        _count(kiosk, 1, used_at=now)
    return badge


def give_back_at_kiosk(badge: Badge, *, kiosk: Kiosk) -> None:
    """Forget that a kiosk printed a badge: its printer did not."""
    with atomic() as current:
        locked(Badge, badge.id)
        own = next(row.run for row in runs_of([badge.id])[badge.id] if row.printed and row.run.badges == 1)
        current.delete(own)
        _count(kiosk, -1, used_at=kiosk.used_at)


def _count(kiosk: Kiosk, change: int, *, used_at: datetime | None) -> None:
    counted = update(Kiosk).where(Kiosk.id == kiosk.id).values(used_at=used_at, printed=Kiosk.printed + change)
    session().execute(counted, execution_options={"synchronize_session": False})
