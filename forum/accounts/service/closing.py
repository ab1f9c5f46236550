"""Closing and reopening accounts, and ending the sessions of others: for organisers."""

from datetime import datetime

from forum.accounts.enums import AccountEventKind
from forum.accounts.errors import AccountMerged, OwnAccount
from forum.accounts.models import AccountEvent, Person, SignInSession
from forum.accounts.notices import notify_account
from forum.accounts.queries import locked_organisers
from forum.accounts.rules import ensure_organisers_remain
from forum.accounts.service.sessions import end_sessions, void_links
from forum.accounts.signals import AccountReopening
from forum.core.database import atomic, locked
from forum.core.history import record
from forum.core.signals import announce


def close_account(person_id: int, *, reason: str, by: int, now: datetime) -> None:
    """Close an account: its sessions end, its links are void, and it cannot sign in until it is reopened.

    What the person has at a forum (registration, badge, meetings) stays as it is. They are told by mail, without the
    reason. Closing twice changes nothing.

    Raises:
        NotFound: there is no such person.
        OwnAccount: it is that of `by`.
        LastOrganiser: an edition, or the site, would have no organiser. Two may close each other's at once.
    """
    if person_id == by:
        raise OwnAccount
    with atomic():
        organisers = [(grant.person_id, grant.edition_id) for grant in locked_organisers(None)]
        person = locked(Person, person_id)
        if person.disabled_at is not None:
            return
        ensure_organisers_remain(organisers, leaving=person_id)
        person.disabled_at = now
        void_links(person_id, now=now)
        end_sessions(person_id, now=now)
        record(AccountEvent(person_id=person_id, kind=AccountEventKind.CLOSED, reason=reason), by=by, now=now)
        notify_account("closed", person, now=now)


def reopen_account(person_id: int, *, reason: str, by: int, now: datetime) -> None:
    """Let the person of a closed account sign in again, and tell them by mail.

    Raises:
        NotFound: there is no such person.
        AccountMerged: what they had belongs to another account now.
    """
    with atomic():
        person = locked(Person, person_id)
        if person.disabled_at is None:
            return
        if person.merged_into_id is not None:
            raise AccountMerged
        announce(AccountReopening(person_id=person_id))
        person.disabled_at = None
        record(AccountEvent(person_id=person_id, kind=AccountEventKind.REOPENED, reason=reason), by=by, now=now)
        notify_account("reopened", person, now=now)


def end_sessions_of(person_id: int, *, session_id: int | None, by: int, now: datetime) -> int:
    """End the sessions of somebody, or one of them; returns the number of sessions that ended.

    Raises:
        NotFound: there is no such person, or no such session of theirs.
    """
    with atomic():
        locked(Person, person_id)
        if session_id is not None:
            locked(SignInSession, session_id, person_id=person_id)
        ended = end_sessions(person_id, only=session_id, now=now)
        if ended:
            record(AccountEvent(person_id=person_id, kind=AccountEventKind.SESSIONS_ENDED), by=by, now=now)
    return ended
