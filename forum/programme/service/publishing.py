"""Publishing the draft as the version that everybody sees."""

from datetime import datetime

from forum.core.database import atomic, locked
from forum.editions.models import Edition
from forum.programme.enums import ProgrammeChange
from forum.programme.errors import DraftChanged, NothingToPublish
from forum.programme.models import ProgrammeVersion
from forum.programme.queries.draft import list_talks, version_values
from forum.programme.queries.published import published_talks
from forum.programme.rules.versions import as_stored, differences, digest_of, next_version
from forum.programme.service.choosing import follow_publication
from forum.programme.service.events import note


def publish_programme(edition_id: int, *, agreed: str | None, by: int | None, now: datetime) -> ProgrammeVersion:
    """Publish the sessions of the draft that have a day, as the next version.

    Every change of the draft locks the edition first, so what is published is what was compared. `agreed`: the digest
    of the draft that somebody read; None where nobody did.

    Raises:
        DraftChanged: it is another draft by now.
        NothingToPublish: it is what everybody sees.
    """
    with atomic() as current:
        edition = locked(Edition, edition_id)
        before, draft = published_talks(edition_id), version_values(list_talks(edition_id))
        if agreed is not None and agreed != digest_of(draft):
            raise DraftChanged
        changes = differences(before, draft)
        if not changes:
            raise NothingToPublish
        number = edition.programme_version + 1
        version = ProgrammeVersion(edition_id=edition_id, number=number, published_at=now, published_by_id=by)
        talks = next_version(before, draft, now=now)
        version.talks = as_stored(talks)
        current.add(version)
        edition.programme_version = number
        note(edition_id, ProgrammeChange.PUBLISHED, str(number), by=by, now=now)
        follow_publication(edition, changes, talks, now=now)
        return version
