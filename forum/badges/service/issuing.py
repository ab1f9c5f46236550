"""Issuing, revoking and reissuing: each approved registration has one valid badge."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import update

from forum.badges.enums import RevokedFor
from forum.badges.errors import BadgeAlreadyIssued, BadgeRevokedAlready
from forum.badges.models import Badge
from forum.badges.notices import notify_reissued
from forum.badges.rules import ensure_reissue_reason, new_code
from forum.core.database import atomic, locked, refusing, session
from forum.core.prepared import PreparedInsert

_BADGE = PreparedInsert(Badge)


def issue_badge(registration_id: int, *, now: datetime) -> Badge:
    """Issue the badge of a registration, in the transaction that approves it: a single INSERT.

    Raises:
        BadgeAlreadyIssued: the registration has a valid badge.
    """
    badge = Badge(registration_id=registration_id, code=new_code(secrets.token_bytes), issued_at=now)
    with refusing("uq_badge_alive", BadgeAlreadyIssued()):
        session().add(badge)
    return badge


def issue_first_badge(registration_id: int, *, now: datetime) -> None:
    """The same as `issue_badge` for a registration that was just approved, where nobody asks for the badge.

    Raises:
        BadgeAlreadyIssued: the registration has a valid badge.
    """
    with refusing("uq_badge_alive", BadgeAlreadyIssued()):
        _BADGE.add(Badge(registration_id=registration_id, code=new_code(secrets.token_bytes), issued_at=now))


def badge_values(registration_id: int, *, now: datetime) -> dict[str, Any]:
    """The first badge of a new registration as a row that is written in bulk."""
    return {"registration_id": registration_id, "code": new_code(secrets.token_bytes), "issued_at": now}


def revoke_badges(registration_id: int, *, now: datetime) -> None:
    """Revoke the valid badge of a registration, in the transaction that cancels it."""
    _revoke(registration_id, revoked_at=now, revoked_for=RevokedFor.CANCELLED)


def replace_badge(registration_id: int, *, by: int, now: datetime) -> None:
    """Revoke the valid badge of a registration whose person has another one; the gate says that it was replaced."""
    _revoke(registration_id, revoked_at=now, revoked_for=RevokedFor.REISSUED, revoked_by_id=by)


def _revoke(registration_id: int, **values: Any) -> None:
    valid = update(Badge).where(Badge.registration_id == registration_id, Badge.revoked_at.is_(None))
    session().execute(valid.values(values), execution_options={"synchronize_session": "fetch"})


def reissue_badge(badge_id: int, *, reason: str, by: int, now: datetime) -> Badge:
    """Replace a badge (*reposición de gafete*): revoke it, issue another, notify the person by mail.

    Raises:
        NotFound: there is no such badge.
        BadgeRevokedAlready: somebody else replaced it, or the registration was cancelled.
        ReissueReasonMissing: the reason is empty.
    """
    ensure_reissue_reason(reason)
    with atomic():
        old = locked(Badge, badge_id)
        if old.revoked_at is not None:
            raise BadgeRevokedAlready
        old.revoked_at, old.revoked_for = now, RevokedFor.REISSUED
        old.revoked_reason, old.revoked_by_id = reason.strip(), by
        session().flush()
        notify_reissued(old.registration_id, reason=old.revoked_reason, now=now)
        return issue_badge(old.registration_id, now=now)
