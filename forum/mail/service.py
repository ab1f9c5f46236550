"""The outbox: writing a mail into it with the change it tells of, and emptying it, repeatably."""

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
from forum.mail.smtp import Send, Undeliverable, open_carrier

DRAIN = "mail.drain"
BATCH = 20
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who a mail is to: the address, if there is one, the name, and "es" or "en"."""

    to: str | None
    name: str
    language: str


def queue_mail(
    message: str, *, to: str | None, name: str, language: str, context: dict[str, Any], now: datetime
) -> OutgoingMail | None:
    """Write a mail into the outbox, inside the change it tells of; it is sent once that change is saved.

    Args:
        message: the folder below `templates/mail/` with `subject.txt`, `body.txt`, `body.html`
            (`"registration/confirmed"`).
        to: the address; a person without one gets no mail, and None is returned.
        name: who is addressed; `name` in the template.
        language: "es" or "en": the language of the reader.
        context: what the template needs: texts, numbers, lists, dicts, and dates and moments, which come back as
            such in the template (so its filters work). `{"calendar": {"method": "REQUEST", "ics": "…"}}` adds an
            invitation. No secret: links are made in the template, by `link()` and `sign()`.
        now: the present moment.
    """
    if not to:
        return None
    mail = OutgoingMail(**_row(message, Recipient(to, name, language), context, now))
    session().add(mail)
    on_commit(_drain_soon)
    return mail


def queue_mails(message: str, *, recipients: Iterable[tuple[Recipient, dict[str, Any]]], now: datetime) -> int:
    """`queue_mail` for many, each with a context of their own, written at once; how many have an address."""
    rows = [_row(message, reader, context, now) for reader, context in recipients if reader.to]
    if rows:
        session().execute(insert(OutgoingMail), rows)
        on_commit(_drain_soon)
    return len(rows)


def _row(message: str, reader: Recipient, context: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "to_email": one_line(reader.to or ""),
        "to_name": one_line(reader.name),
        "folded": fold(f"{reader.name} {reader.to}"),
        "language": reader.language,
        "message": message,
        "context": packed(context),
        "created_at": now,
        "next_attempt_at": now,
        "attempts": 0,
    }


def _drain_soon() -> None:
    soon(DRAIN)


def retry_mail(mail_id: int, *, now: datetime) -> None:
    """Try a mail again from the start that was given up.

    Raises:
        NotFound: there is no such mail.
        MailNotFailed: it was sent, or still waits for its turn.
    """
    with atomic():
        mail = locked(OutgoingMail, mail_id)
        if mail.given_up_at is None:
            raise MailNotFailed
        mail.given_up_at, mail.attempts, mail.next_attempt_at = None, 0, now
        on_commit(_drain_soon)


def drain_outbox(*, clock: Callable[[], datetime]) -> int:
    """Send what waits, until nothing is left that may be tried now; how many were tried.

    Safe to run any number of times at once: each run claims its mails by moving their next attempt into the future
    (`LEASE`) before it sends. A run that dies leaves them to be tried again after the lease, so a mail is sent at
    least once, and twice only when the program dies between the server's answer and our note of it.
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
    waiting_for_carrier = list(batch)
    try:
        with open_carrier() as send:
            while waiting_for_carrier:
                _send_one(waiting_for_carrier.pop(0), send, clock)
    except OSError as error:
        for mail in waiting_for_carrier:
            _note_failure(mail.id, error, now=clock())


def _send_one(mail: OutgoingMail, send: Send, clock: Callable[[], datetime]) -> None:
    try:
        send(render_mail(mail))
    except Exception as error:  # whatever is wrong with one mail, the others go on
        _note_failure(mail.id, error, now=clock())
    else:
        with atomic():
            locked(OutgoingMail, mail.id).sent_at = clock()


def _note_failure(mail_id: int, error: Exception, *, now: datetime) -> None:
    with atomic():
        mail = locked(OutgoingMail, mail_id)
        again = None if isinstance(error, Undeliverable) else next_attempt(mail.attempts, now=now)
        mail.last_error = one_line(f"{type(error).__name__}: {error}")[:LONGEST_ERROR]
        if again is None:
            mail.given_up_at = now
        else:
            mail.next_attempt_at = again
