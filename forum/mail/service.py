"""The outbox: adding mails and sending them."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Update, delete, insert, select, true, update

from forum.core.database import atomic, locked, on_commit, session
from forum.core.heartbeat import repeating
from forum.core.outages import is_outage
from forum.core.prepared import PreparedInsert
from forum.core.search import fold
from forum.jobs import soon
from forum.mail.errors import MailNotFailed
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.queries import waiting
from forum.mail.rules import LEASE, next_attempt, one_line, packed, spread
from forum.mail.smtp import ServerLost, Transport, Undeliverable, batch_rate, open_transport

_MAIL = PreparedInsert(OutgoingMail)
DRAIN = "mail.drain"
LONGEST_ERROR = 500
RECORDING_PAUSES_S = (0.5, 1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Recipient:
    """The recipient of a mail: address (None: no mail), name, and language ("es" or "en")."""

    to: str | None
    name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is written to many at once: its key, and when the first may leave."""

    key: str
    starts_at: datetime


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
    _MAIL.add_kept(mail)
    on_commit(_drain_soon)
    return mail


def queue_mails(
    message: str, *, edition_id: int | None, recipients: Iterable[tuple[Recipient, dict[str, Any]]], now: datetime
) -> int:
    """`queue_mail` for many recipients, each with a context, in one statement; returns the number of mails."""
    rows = [_row(message, edition_id, recipient, context, now) for recipient, context in recipients if recipient.to]
    if rows:
        _insert(rows)
        on_commit(_drain_soon)
    return len(rows)


def queue_batch(
    message: str,
    batch: Batch,
    *,
    edition_id: int | None,
    recipients: Iterable[tuple[Recipient, dict[str, Any]]],
    now: datetime,
) -> int:
    """`queue_mails` for many who wait until the batch may leave; returns the number of mails.

    No more of them leave in a minute than the settings say.
    Mails without a batch, such as a link to sign in, go before them however many wait.
    """
    rows = [_row(message, edition_id, recipient, context, now) for recipient, context in recipients if recipient.to]
    moments = spread(len(rows), starts_at=batch.starts_at, per_minute=batch_rate())
    for row, moment in zip(rows, moments, strict=True):
        row["batch"], row["next_attempt_at"] = batch.key, moment
    if rows:  # into the table: the mapper would look at each of many thousands again
        session().execute(insert(OutgoingMail.__table__), rows)  # type: ignore[arg-type]
    return len(rows)


def take_back(batch: str) -> bool:
    """Delete the mails of a batch that no run has tried to send; returns whether these were all there are."""
    ours = OutgoingMail.batch == batch
    delete_untried(ours)
    return session().scalar(select(OutgoingMail.id).where(ours).limit(1)) is None


def delete_untried(which: ColumnElement[bool]) -> None:
    """Delete those mails that no run has tried to send."""
    untried = delete(OutgoingMail).where(which, OutgoingMail.attempts == 0)
    session().execute(untried.execution_options(synchronize_session=False))


def retry_batch(batch: str, *, now: datetime) -> int:
    """Try all failed mails of a batch again, from the first attempt; returns their number.

    They leave one after the other, as they did at first.
    """
    failed = (OutgoingMail.batch == batch, OutgoingMail.given_up_at.is_not(None))
    with atomic() as current:
        ids = current.scalars(select(OutgoingMail.id).where(*failed).order_by(OutgoingMail.id).with_for_update()).all()
        moments = spread(len(ids), starts_at=now, per_minute=batch_rate())
        afresh = {"given_up_at": None, "attempts": 0}
        rows = [{"id": id, **afresh, "next_attempt_at": moment} for id, moment in zip(ids, moments, strict=True)]
        if rows:
            current.execute(update(OutgoingMail), rows)
            on_commit(_drain_soon)
    return len(ids)


def _insert(rows: list[dict[str, Any]]) -> None:
    if len(rows) == 1:
        _MAIL.add(OutgoingMail(**rows[0]))
    else:
        session().execute(insert(OutgoingMail), rows)


def _row(
    message: str, edition_id: int | None, recipient: Recipient, context: dict[str, Any], now: datetime
) -> dict[str, Any]:
    return {
        "edition_id": edition_id,
        "message_id": uuid4().hex,
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


def drain_outbox(
    *, clock: Callable[[], datetime], lease: timedelta = LEASE, is_stopping: Callable[[], bool] = lambda: False
) -> int:
    """Send the mails that are due, one after the other, until none is left or the process stops; returns the attempts.

    Without a server, or when it goes away, only the mail in hand has lost an attempt: the others wait for the next run.

    Safe to run several times at once: a run claims one mail by moving its next attempt into the future (`lease`), and
    moves it again and again while the server takes its time. When a run is killed, that one mail is tried again after
    the lease; the others wait for nobody. So a mail is sent at least once, and twice only when the process ends between
    the server's answer and our record of it.
    """
    tried, hold = 0, _Hold(clock, lease)
    with ExitStack() as stack:
        transport: Transport | None = None
        while not is_stopping() and (mail := _claim(now=clock(), lease=lease)) is not None:
            if not tried:
                stack.enter_context(repeating(hold.renew, seconds=lease.total_seconds() / 3))
            tried += 1
            try:
                with hold.on(mail):
                    transport = transport or stack.enter_context(open_transport())
                    transport.send(render_mail(mail))
            except Exception as error:  # an error of one mail does not stop the others
                _record_failure(mail, error, now=clock())
                if transport is None or (isinstance(error, ServerLost) and not transport.recovers()):
                    break  # there is no server: the others are tried in the next run
            else:
                _record_sent(mail, now=clock())
    return tried


def _claim(*, now: datetime, lease: timedelta) -> OutgoingMail | None:
    with atomic():
        mail = _first_due(OutgoingMail.batch.is_(None), now=now) or _first_due(true(), now=now)
        if mail is not None:
            mail.next_attempt_at, mail.attempts = now + lease, mail.attempts + 1
        return mail


def _first_due(among: ColumnElement[bool], *, now: datetime) -> OutgoingMail | None:
    due = select(OutgoingMail).where(waiting(now), among).order_by(OutgoingMail.next_attempt_at, OutgoingMail.id)
    due = due.limit(1).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return session().scalars(due).one_or_none()


class _Hold:
    """The claim on the mail in hand, renewed while the server takes its time."""

    def __init__(self, clock: Callable[[], datetime], lease: timedelta) -> None:
        self._clock, self._lease, self._lock = clock, lease, Lock()
        self._claimed: Update | None = None

    @contextmanager
    def on(self, mail: OutgoingMail) -> Iterator[None]:
        """Hold a mail during the block."""
        ours = (OutgoingMail.id == mail.id, OutgoingMail.attempts == mail.attempts)
        self._claimed = update(OutgoingMail).where(*ours)
        try:
            yield
        finally:
            with self._lock:  # no renewal comes after what is recorded then
                self._claimed = None

    def renew(self) -> None:
        """Move the next attempt of the mail in hand on."""
        with self._lock:
            if self._claimed is not None:
                with atomic() as current:
                    current.execute(self._claimed.values(next_attempt_at=self._clock() + self._lease))


def _record_sent(mail: OutgoingMail, *, now: datetime) -> None:
    """Record it however long the database is busy: a mail that is not recorded is sent again."""
    for pause in (*RECORDING_PAUSES_S, None):
        try:
            with atomic():
                locked(OutgoingMail, mail.id).sent_at = now
        except Exception as error:
            if pause is None or not is_outage(error):
                raise
            time.sleep(pause)
        else:
            return


def _record_failure(mail: OutgoingMail, error: Exception, *, now: datetime) -> None:
    with atomic():
        row = locked(OutgoingMail, mail.id)
        if row.attempts != mail.attempts or row.sent_at is not None:  # another run has it by now
            return
        again = None if isinstance(error, Undeliverable) else next_attempt(row.attempts, now=now)
        row.last_error = one_line(f"{type(error).__name__}: {error}")[:LONGEST_ERROR]
        if again is None:
            row.given_up_at = now
        else:
            row.next_attempt_at = again
