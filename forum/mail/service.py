"""The outbox: adding mails and sending them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from forum.core.database import atomic, locked, on_commit, session
from forum.core.search import fold
from forum.jobs import soon
from forum.mail.errors import MailNotFailed
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.queries import waiting
from forum.mail.rules import LEASE, next_attempt, one_line, packed
from forum.mail.smtp import Send, Undeliverable, open_transport

DRAIN = "mail.drain"
BATCH = 20
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """The recipient of a mail: address (None: no mail), name, and language ("es" or "en")."""

    to: str | None
    name: str
    language: str


def queue_mail(
    message: str,
    *,
    edition_id: int | None,
    to: str | None,
    name: str,
    language: str,
    context: dict[str, Any],
    now: datetime,
) -> OutgoingMail | None:
    """Add a mail to the outbox, inside the transaction it is about; it is sent after the commit.

    Args:
        message: the folder below `templates/mail/` with `subject.txt`, `body.txt`, `body.html`
            (`"registration/confirmed"`).
        edition_id: the edition it is about, whose organisers may look at it; None for what is about an account or a
            company, which belong to no edition: only organisers of all editions see it.
        to: the address; without one there is no mail, and None is returned.
        name: the name of the recipient; `name` in the template.
        language: "es" or "en", the language of the recipient.
        context: the values of the template: texts, numbers, lists, dicts, dates and moments.
            `{"calendar": {"method": "REQUEST", "ics": "…"}}` adds an invitation. No secrets:
            links are made in the template by `link()` and `sign()`.
        now: the current time.
    """
    if not to:
        return None
    mail = OutgoingMail(**_row(message, edition_id, Recipient(to, name, language), context, now))
    session().add(mail)
    on_commit(_drain_soon)
    return mail


def queue_mails(
    message: str, *, edition_id: int | None, recipients: Iterable[tuple[Recipient, dict[str, Any]]], now: datetime
) -> int:
    """`queue_mail` for many recipients, each with a context, in one statement; returns the number of mails."""
    rows = [_row(message, edition_id, recipient, context, now) for recipient, context in recipients if recipient.to]
    if rows:
        session().execute(insert(OutgoingMail), rows)
        on_commit(_drain_soon)
    return len(rows)


def _row(
    message: str, edition_id: int | None, recipient: Recipient, context: dict[str, Any], now: datetime
) -> dict[str, Any]:
    return {
        "edition_id": edition_id,
        "to_email": one_line(recipient.to or ""),
        "to_name": one_line(recipient.name),
        "folded": fold(f"{recipient.name} {recipient.to}"),
        "language": recipient.language,
        "message": message,
        "context": packed(context),
        "created_at": now,
        "next_attempt_at": now,
        "attempts": 0,
    }


def _drain_soon() -> None:
    soon(DRAIN)


def retry_mail(mail_id: int, *, now: datetime) -> None:
    """Try a failed mail again, from the first attempt.

    Raises:
        NotFound: there is no such mail.
        MailNotFailed: it was sent, or is still waiting.
    """
    with atomic():
        mail = locked(OutgoingMail, mail_id)
        if mail.given_up_at is None:
            raise MailNotFailed
        mail.given_up_at, mail.attempts, mail.next_attempt_at = None, 0, now
        on_commit(_drain_soon)


def drain_outbox(*, clock: Callable[[], datetime]) -> int:
    """Send every mail that is due; returns the number of attempts.

    Safe to run several times at once: each run claims its mails by moving their next attempt into the future (`LEASE`)
    before it sends. When a run is killed its mails are tried again after the lease, so a mail is sent at least once,
    and twice only when the process ends between the server's answer and our record of it.
    """
    tried = 0
    while batch := _claim(now=clock()):
        tried += len(batch)
        _send(batch, clock)
    return tried


def _claim(*, now: datetime) -> Sequence[OutgoingMail]:
    with atomic() as current:
        query = select(OutgoingMail.id).where(waiting(now)).order_by(OutgoingMail.id).limit(BATCH)
        ids = current.scalars(query.with_for_update(skip_locked=True)).all()
        claimed = (
            update(OutgoingMail)
            .where(OutgoingMail.id.in_(ids))
            .values(next_attempt_at=now + LEASE, attempts=OutgoingMail.attempts + 1)
            .returning(OutgoingMail)
            .execution_options(populate_existing=True)
        )
        return sorted(current.scalars(claimed), key=lambda mail: mail.id) if ids else []


def _send(batch: Sequence[OutgoingMail], clock: Callable[[], datetime]) -> None:
    unsent = list(batch)
    try:
        with open_transport() as send:
            while unsent:
                _send_one(unsent.pop(0), send, clock)
    except OSError as error:
        for mail in unsent:
            _record_failure(mail.id, error, now=clock())


def _send_one(mail: OutgoingMail, send: Send, clock: Callable[[], datetime]) -> None:
    try:
        send(render_mail(mail))
    except Exception as error:  # an error of one mail does not stop the others
        _record_failure(mail.id, error, now=clock())
    else:
        with atomic():
            locked(OutgoingMail, mail.id).sent_at = clock()


def _record_failure(mail_id: int, error: Exception, *, now: datetime) -> None:
    with atomic():
        mail = locked(OutgoingMail, mail_id)
        again = None if isinstance(error, Undeliverable) else next_attempt(mail.attempts, now=now)
        mail.last_error = one_line(f"{type(error).__name__}: {error}")[:LONGEST_ERROR]
        if again is None:
            mail.given_up_at = now
        else:
            mail.next_attempt_at = again
