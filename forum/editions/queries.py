"""Looking up editions and their frame."""

from sqlalchemy import select

from forum.core.database import session
from forum.core.errors import NotFound
from forum.editions.models import Edition


def find_edition(slug: str) -> Edition | None:
    """The edition with this address."""
    return session().scalars(select(Edition).where(Edition.slug == slug)).one_or_none()


def get_edition(edition_id: int) -> Edition:
    """The edition of this id.

    Raises:
        NotFound: there is none.
    """
    edition = session().get(Edition, edition_id)
    if edition is None:
        raise NotFound
    return edition


def find_latest_edition() -> Edition | None:
    """The published edition that starts last: what the start page shows."""
    query = select(Edition).where(Edition.published_at.is_not(None)).order_by(Edition.starts_on.desc()).limit(1)
    return session().scalars(query).one_or_none()
