"""Dividing the badges of an edition into bins: on purpose only, for people are told which one is theirs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from forum.badges.errors import BinsInUse
from forum.badges.models import Bin, BinEvent, BinPlace
from forum.badges.queries import bins_of, editions_with_bins, list_unplaced
from forum.badges.rules.bins import Bins, divide
from forum.core.database import atomic, locked_all, session
from forum.core.history import record
from forum.core.names import PersonName
from forum.core.paging import portions
from forum.editions.models import Edition

_PORTION = 1_000


def divide_bins(edition_id: int, *, count: int, confirmed: bool, by: int, now: datetime) -> None:
    """Divide the valid badges of an edition into bins of equal load, by surname; again where they are divided.

    Raises:
        BinsInUse: there are bins, and it is not `confirmed`.
        NobodyToDivide: there is no badge.
        TooManyBins: there are not enough different names.
    """
    with atomic():
        _clear(edition_id, confirmed=confirmed)
        people = list_unplaced(edition_id)
        bins = divide([name for _, name in people], count)
        session().add_all(
            Bin(edition_id=edition_id, number=each.number, starts_at=each.starts_at, first=each.first, last=each.last)
            for each in bins.ranges
        )
        session().flush()
        _place(edition_id, people, bins=bins)
        record(BinEvent(edition_id=edition_id, bins=count, badges=len(people)), by=by, now=now)


def remove_bins(edition_id: int, *, by: int, now: datetime) -> None:
    """Take the bins of an edition away, in use or not; nothing where there are none."""
    with atomic():
        if _clear(edition_id, confirmed=True):
            record(BinEvent(edition_id=edition_id, bins=0, badges=0), by=by, now=now)


def place_new_badges() -> None:
    """Give those their bin who were approved since their edition was divided; locks nothing where nobody was."""
    for edition_id in editions_with_bins():
        if list_unplaced(edition_id):
            with atomic():
                locked_all(Edition, [edition_id])
                place_new(edition_id)


def place_new(edition_id: int) -> None:
    """The same for one edition, which is locked."""
    bins, people = bins_of(edition_id), list_unplaced(edition_id)
    if bins.ranges and people:
        _place(edition_id, people, bins=bins)


def _place(edition_id: int, people: Sequence[tuple[int, PersonName]], *, bins: Bins) -> None:
    """Put the badges of people, who lie in no bin, into that of their name."""
    ids = dict(session().execute(select(Bin.number, Bin.id).where(Bin.edition_id == edition_id)).tuples().all())
    places = [(registration_id, bins.of(name)) for registration_id, name in people]
    given = [{"registration_id": each, "bin_id": ids[found.number]} for each, found in places if found is not None]
    for portion in portions(given, size=_PORTION):
        session().execute(insert(BinPlace), portion)


def _clear(edition_id: int, *, confirmed: bool) -> bool:
    """Lock the edition and delete its bins; whether there were any."""
    locked_all(Edition, [edition_id])
    if not bins_of(edition_id).ranges:
        return False
    if not confirmed:
        raise BinsInUse
    session().execute(delete(Bin).where(Bin.edition_id == edition_id), execution_options={"synchronize_session": False})
    return True
