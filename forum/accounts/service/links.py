"""Sign-in links, which work once."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from forum.accounts.errors import LinkSpent
from forum.accounts.models import Person, SignInLink
from forum.accounts.queries import find_link, find_person_by_email
from forum.accounts.rules import LINK_LIFETIME, is_renewable, normalise_email
from forum.accounts.service.sessions import OpenedSession, open_session, void_links
from forum.core.database import atomic, session
from forum.core.limits import may_mail, release_mail
from forum.core.tokens import new_token, sign, token_hash
from forum.mail.service import queue_mail

PURPOSE = "sign-in"


def issue_link(
    person_id: int, *, next_path: str | None = None, now: datetime, lifetime: timedelta = LINK_LIFETIME
) -> str:
    """Make a link for a person, inside `atomic()`; returns its nonce.

    The link's token is the signed nonce, and only the token's hash is stored: without the secret key neither the nonce
    in the outbox nor the hash can be used to sign in.
    """
    nonce = new_token()
    session().add(
        SignInLink(
            person_id=person_id,
            token_hash=token_hash(sign(PURPOSE, nonce)),
            next_path=next_path,
            created_at=now,
            expires_at=now + lifetime,
        )
    )
    return nonce


def send_sign_in_link(
    person: Person,
    *,
    next_path: str | None = None,
    now: datetime,
    message: str = "accounts/sign_in",
    context: dict[str, Any] | None = None,
    lifetime: timedelta = LINK_LIFETIME,
    edition_id: int | None = None,
) -> None:
    """Mail a person a sign-in link; nothing is sent to somebody who is disabled or has no address.

    The template of the message makes the link with `link("accounts.link_show", token=sign("sign-in", nonce))`; its
    context also has `minutes`, how long the link is valid. Invitations pass `INVITATION_LIFETIME`, and the edition to
    which they invite.
    """
    if person.email is None or person.disabled_at is not None:
        return
    with atomic():
        nonce = issue_link(person.id, next_path=next_path, now=now, lifetime=lifetime)
        queue_mail(
            message,
            edition_id=edition_id,
            to=person.email,
            name=person.full_name,
            language=person.language,
            context={**(context or {}), "nonce": nonce, "minutes": int(lifetime.total_seconds() // 60)},
            now=now,
        )


def request_link(email: str, *, next_path: str | None, now: datetime) -> None:
    """Send a link to this address if it is a person's; the answer does not tell whether it is.

    One in a quarter of an hour, until it is used.

    Raises:
        InvalidEmail: it is not an address.
    """
    address = normalise_email(email)
    may_go = may_mail(PURPOSE, address)  # counted for an unknown address too: the work is the same
    person = find_person_by_email(address)
    if person is not None and may_go:
        send_sign_in_link(person, next_path=next_path, now=now)


def renew_link(token: str, *, now: datetime) -> None:
    """Send a new link to the person of a used one, leading to the same page.

    Raises:
        LinkSpent: there never was such a link, it is more than a week old, or its account is closed or merged.
    """
    found = find_link(token_hash(token))
    if found is None or found[1].disabled_at is not None or not is_renewable(found[0].created_at, now=now):
        raise LinkSpent
    link, person = found
    if not may_mail(PURPOSE, person.email):
        return
    send_sign_in_link(person, next_path=link.next_path, now=now)


def use_link(token: str, *, user_agent: str, now: datetime) -> OpenedSession:
    """Sign in with a link, which works once; the person's other links close.

    Raises:
        LinkSpent: it was used, has expired, never existed, or its person is disabled.
    """
    spend = (
        update(SignInLink)
        .where(SignInLink.token_hash == token_hash(token), SignInLink.used_at.is_(None), SignInLink.expires_at > now)
        .values(used_at=now)
        .returning(SignInLink.person_id, SignInLink.next_path)
    )
    with atomic() as current:
        row = current.execute(spend).one_or_none()
        person = current.get(Person, row.person_id) if row is not None else None
        if row is None or person is None or person.disabled_at is not None:
            raise LinkSpent
        void_links(person.id, now=now)
        release_mail(PURPOSE, person.email)
        secret = open_session(person.id, user_agent=user_agent, now=now)
        return OpenedSession(token=secret, person_id=person.id, language=person.language, next_path=row.next_path)
