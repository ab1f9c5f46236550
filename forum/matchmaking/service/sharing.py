"""A person shows their e-mail and telephone to the other side, or ends that at once."""

from datetime import datetime

from forum.accounts.models import Person
from forum.core.database import atomic, locked_all, session
from forum.core.history import record
from forum.matchmaking.enums import Side
from forum.matchmaking.models import ContactSharing
from forum.matchmaking.queries.sharing import audiences_of, find_sharing
from forum.matchmaking.rules.sharing import ensure_may_share


def share_contact(
    person_id: int,
    audience: Side,
    *,
    shows_email: bool,
    shows_phone: bool,
    edition_id: int,
    notice_id: int,
    by: int,
    now: datetime,
) -> ContactSharing | None:
    """Choose what a side of an edition sees of a person before a meeting is agreed: neither, one or both.

    Every choice is kept with its moment and the notice in force; nothing is written where nothing changes. Returns what
    is valid now, None where nothing was ever chosen. Who takes part no more may still show less.

    Raises:
        NotTheirContact: it is somebody else's.
        NoSuchAudience: it shows more, to a side that is not across the table from them.
    """
    with atomic():
        locked_all(Person, [person_id])
        current = find_sharing(person_id, audience, edition_id=edition_id)
        email, phone = (current.shows_email, current.shows_phone) if current else (False, False)
        shows_more = shows_email > email or shows_phone > phone
        audiences = audiences_of(person_id, edition_id=edition_id)
        ensure_may_share(audience, audiences=audiences, is_own=person_id == by, shows_more=shows_more)
        if (email, phone) == (shows_email, shows_phone):
            return current
        chosen = ContactSharing(
            edition_id=edition_id,
            person_id=person_id,
            audience=audience,
            shows_email=shows_email,
            shows_phone=shows_phone,
            notice_id=notice_id,
        )
        record(chosen, by=by, now=now)
        session().flush()
        return chosen
