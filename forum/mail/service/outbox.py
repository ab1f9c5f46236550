"""The outbox: mails are added, taken back, tried again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, insert, select, update

from forum.core.database import atomic, locked, on_commit, session
from forum.core.prepared import PreparedInsert
from forum.core.search import fold
from forum.jobs import soon
from forum.mail.errors import MailNotFailed
from forum.mail.models import OutgoingMail
from forum.mail.queries import last_waiting
from forum.mail.rules import Digest, one_line, packed, spread
from forum.mail.smtp import batch_rate

_MAIL = PreparedInsert(OutgoingMail)
DRAIN = "mail.drain"


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
    digest: Digest | None = None,
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
        digest: it waits a while, and leaves as one with the others of this digest to the same address. None: at once.
    """
    if not to:
        return None
    row = _row(message, edition_id, Recipient(to, name, language), context, now)
    if digest is not None:
        row["digest"], row["next_attempt_at"] = digest.key, now + digest.waits
    mail = OutgoingMail(**row)
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


def queue_paced(
    message: str,
    mails: Sequence[tuple[str, Recipient, dict[str, Any]]],
    *,
    edition_id: int | None,
    starts_at: datetime,
    family: str,
    now: datetime,
) -> None:
    """Queue mails of which one address may get several, each with a key of its own, at the pace of a batch.

    `family`: how these keys begin, and those of all mails that wait before them: no more leave in a minute together.
    """
    rate = batch_rate()
    if rate is not None and (last := last_waiting(family)) is not None:
        starts_at = max(starts_at, last + timedelta(minutes=1) / rate)
    rows = [_row(message, edition_id, recipient, context, now) for _key, recipient, context in mails]
    for row, (key, *_rest), moment in zip(
        rows, mails, spread(len(rows), starts_at=starts_at, per_minute=rate), strict=True
    ):
        row["batch"], row["next_attempt_at"] = key, moment
    if rows:
        session().execute(insert(OutgoingMail.__table__), rows)  # type: ignore[arg-type]


def delete_untried(which: ColumnElement[bool]) -> int:
    """Delete those mails that no run has tried to send; returns their number."""
    untried = delete(OutgoingMail).where(which, OutgoingMail.attempts == 0)
    deleted: int = session().execute(untried.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined]
    return deleted


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
        "digest": None,
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
