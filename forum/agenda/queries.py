"""Looking up calendar addresses, and whose they are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from forum.accounts.models import Person
from forum.agenda.models import FeedAddress
from forum.core.database import session
from forum.editions.models import Edition


@dataclass(frozen=True, slots=True)
class EditionOfAgenda:
    """What a calendar says of the edition."""

    id: int
    slug: str
    name: str
    time_zone: str
    venue_name: str
    venue_address: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar address: whose, of which edition, in which language, and until when it was good."""

    person_id: int
    language: str
    created_at: datetime
    revoked_at: datetime | None
    edition: EditionOfAgenda


# Plain columns and a statement made once: calendar programs ask all day long.
_FEED = (
    select(
        FeedAddress.person_id,
        Person.language,
        FeedAddress.created_at,
        FeedAddress.revoked_at,
        Person.disabled_at,
        Edition.id,
        Edition.slug,
        Edition.name,
        Edition.time_zone,
        Edition.venue_name,
        Edition.venue_address,
    )
    .join(Person, Person.id == FeedAddress.person_id)
    .join(Edition, Edition.id == FeedAddress.edition_id)
    .where(FeedAddress.token_hash == bindparam("token_hash"))
)


def find_feed(token_hash: str) -> Feed | None:
    """The address with this hash, alive or revoked; somebody whose account is closed counts as revoked."""
    row = session().connection().execute(_FEED, {"token_hash": token_hash}).one_or_none()
    if row is None:
        return None
    return Feed(row[0], row[1], row[2], row[3] or row[4], EditionOfAgenda(*row[5:]))


def feed_of(person_id: int, *, edition_id: int) -> FeedAddress | None:
    """The address of a person in an edition that is alive."""
    query = select(FeedAddress).where(
        FeedAddress.person_id == person_id, FeedAddress.edition_id == edition_id, FeedAddress.revoked_at.is_(None)
    )
    return session().scalars(query).one_or_none()


def edition_of_agenda(edition: Edition) -> EditionOfAgenda:
    """The same of an edition already loaded."""
    return EditionOfAgenda(
        edition.id, edition.slug, edition.name, edition.time_zone, edition.venue_name, edition.venue_address
    )
