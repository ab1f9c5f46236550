"""Looking up calendar addresses and their owners."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from forum.accounts.models import Person
from forum.agenda.models import FeedAddress
from forum.core.database import session
from forum.editions.models import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEdition:
    """What a calendar says of the edition."""

    id: int
    slug: str
    name: str
    time_zone: str
    venue_name: str
    venue_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A subscribed calendar: its owner, language and edition, and when its address was created and revoked."""

    person_id: int
    language: str
    created_at: datetime
    revoked_at: datetime | None
    edition: AgendaEdition


# Plain columns and a statement built once: calendar apps ask all day long.
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
    """The calendar whose address has this token hash, valid or revoked; a disabled account counts as revoked."""
    row = session().connection().execute(_FEED, {"token_hash": token_hash}).one_or_none()
    if row is None:
        return None
    return Feed(
        person_id=row.person_id,
        language=row.language,
        created_at=row.created_at,
        revoked_at=row.revoked_at or row.disabled_at,
        edition=agenda_edition(row),
    )


def find_feed_address(person_id: int, *, edition_id: int) -> FeedAddress | None:
    """The valid calendar address of a person in an edition, if any."""
    query = select(FeedAddress).where(
        FeedAddress.person_id == person_id, FeedAddress.edition_id == edition_id, FeedAddress.revoked_at.is_(None)
    )
    return session().scalars(query).one_or_none()


def agenda_edition(edition: Edition | Row[Any]) -> AgendaEdition:
    """What a calendar says of an edition that is loaded, whole or as a row of these columns."""
    return AgendaEdition(
        id=edition.id,
        slug=edition.slug,
        name=edition.name,
        time_zone=edition.time_zone,
        venue_name=edition.venue_name,
        venue_address=edition.venue_address,
    )
