"""The bins of an edition: whose badge lies in which, how full they are, and what was printed by them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.badges.enums import Which
from forum.badges.models import Bin, BinEvent, BinPlace, PrintedBadge, PrintRun
from forum.badges.queries.prints import wanted_badges
from forum.badges.rules.bins import BinRange, Bins
from forum.core.database import session
from forum.core.names import PersonName
from forum.registration.models import Registration


@dataclass(frozen=True, slots=True)
class BinLoad:
    """A bin and the number of valid badges in it."""

    range: BinRange
    badges: int


BIN_RANGE = (Bin.number, Bin.starts_at, Bin.first, Bin.last)


def bins_of(edition_id: int) -> Bins:
    """The bins of an edition."""
    rows = session().execute(select(*BIN_RANGE).where(Bin.edition_id == edition_id).order_by(Bin.number))
    return Bins(tuple(BinRange(*row) for row in rows))


def list_unplaced(edition_id: int) -> Sequence[tuple[int, PersonName]]:
    """Registrations with a valid badge that were given no bin."""
    query = (
        wanted_badges(edition_id, category_id=None, which=Which.ALL)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(BinPlace, BinPlace.registration_id == Registration.id)
        .where(BinPlace.registration_id.is_(None))
        .with_only_columns(Registration.id, Person.given_names, Person.first_surname, Person.second_surname)
        .order_by(Registration.id)
    )
    return [(row[0], PersonName(*row[1:])) for row in session().execute(query)]


def editions_with_bins() -> Sequence[int]:
    """The editions whose badges are divided."""
    return session().scalars(select(Bin.edition_id).distinct().order_by(Bin.edition_id)).all()


def list_bins(edition_id: int) -> list[BinLoad]:
    """The bins of an edition, each with the number of badges in it."""
    bins = bins_of(edition_id)
    if not bins.ranges:
        return []
    query = (
        wanted_badges(edition_id, category_id=None, which=Which.ALL)
        .join(BinPlace, BinPlace.registration_id == Registration.id)
        .join(Bin, Bin.id == BinPlace.bin_id)
        .with_only_columns(Bin.number, func.count())
        .group_by(Bin.number)
    )
    loads = {number: count for number, count in session().execute(query).tuples()}
    for _, name in list_unplaced(edition_id):
        found = bins.of(name)
        if found is not None:
            loads[found.number] = loads.get(found.number, 0) + 1
    return [BinLoad(each, loads.get(each.number, 0)) for each in bins.ranges]


def prepared_since_division(edition_id: int) -> int:
    """Number of badges that were prepared for printing since the badges of an edition were divided last."""
    divided_at = select(func.max(BinEvent.at)).where(BinEvent.edition_id == edition_id).scalar_subquery()
    query = (
        select(func.count(PrintedBadge.badge_id.distinct()))
        .join(PrintRun, PrintRun.id == PrintedBadge.run_id)
        .where(PrintRun.edition_id == edition_id, PrintRun.made_at >= divided_at)
    )
    return session().scalar(query) or 0
