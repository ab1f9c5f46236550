"""Sending what is due: one mail after the other, or those of a digest as one."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import ColumnElement, Update, delete, select, true, update

from forum.core.database import atomic, locked, session
from forum.core.heartbeat import repeating
from forum.core.outages import is_outage
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mails
from forum.mail.queries import waiting
from forum.mail.rules import LEASE, MOST_TOGETHER, Superseded, next_attempt, one_line
from forum.mail.smtp import ServerLost, Transport, Undeliverable, open_transport

LONGEST_ERROR = 500
RECORDING_PAUSES_S = (0.5, 1, 2, 4, 8, 16)


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
        while not is_stopping() and (mails := _claim(now=clock(), lease=lease)):
            if not tried:
                stack.enter_context(repeating(hold.renew, seconds=lease.total_seconds() / 3))
            tried += 1
            try:
                with hold.on(mails):
                    transport = transport or stack.enter_context(open_transport())
                    transport.send(render_mails(mails))
            except Superseded:
                _forget(mails)
            except Exception as error:  # an error of one mail does not stop the others
                _record_failure(mails, error, now=clock())
                if transport is None or (isinstance(error, ServerLost) and not transport.recovers()):
                    break  # there is no server: the others are tried in the next run
            else:
                _record_sent(mails, now=clock())
    return tried


def _claim(*, now: datetime, lease: timedelta) -> list[OutgoingMail]:
    """The next mail to send, with those that leave as one with it; none if nothing is due.

    Only mails that nobody has tried to send are joined: if it fails, each is tried alone.
    """
    with atomic():
        first = _first_due(OutgoingMail.batch.is_(None), now=now) or _first_due(true(), now=now)
        if first is None:
            return []
        mails = _waiting_with(first) if first.digest is not None and first.attempts == 0 else [first]
        for mail in mails:
            mail.next_attempt_at, mail.attempts = now + lease, mail.attempts + 1
        return mails


def _waiting_with(first: OutgoingMail) -> list[OutgoingMail]:
    """A mail and the others of its digest to the same address and in the same language, oldest first."""
    same = (OutgoingMail.edition_id, OutgoingMail.to_email, OutgoingMail.digest, OutgoingMail.language)
    alike = [column.is_not_distinct_from(getattr(first, column.key)) for column in same]
    untried = (OutgoingMail.attempts == 0, OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None))
    query = select(OutgoingMail).where(*alike, *untried).order_by(OutgoingMail.id).limit(MOST_TOGETHER)
    query = query.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return [*session().scalars(query)]


def _first_due(among: ColumnElement[bool], *, now: datetime) -> OutgoingMail | None:
    due = select(OutgoingMail).where(waiting(now), among).order_by(OutgoingMail.next_attempt_at, OutgoingMail.id)
    due = due.limit(1).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return session().scalars(due).one_or_none()


class _Hold:
    """The claim on the mails in hand, renewed while the server takes its time."""

    def __init__(self, clock: Callable[[], datetime], lease: timedelta) -> None:
        self._clock, self._lease, self._lock = clock, lease, Lock()
        self._claimed: Update | None = None

    @contextmanager
    def on(self, mails: Sequence[OutgoingMail]) -> Iterator[None]:
        """Hold mails that were claimed together during the block."""
        ours = (OutgoingMail.id.in_([each.id for each in mails]), OutgoingMail.attempts == mails[0].attempts)
        self._claimed = update(OutgoingMail).where(*ours)
        try:
            yield
        finally:
            with self._lock:  # no renewal comes after what is recorded then
                self._claimed = None

    def renew(self) -> None:
        """Move the next attempt of the mails in hand on."""
        with self._lock:
            if self._claimed is not None:
                with atomic() as current:
                    current.execute(self._claimed.values(next_attempt_at=self._clock() + self._lease))


def _record_sent(mails: Sequence[OutgoingMail], *, now: datetime) -> None:
    """Record it however long the database is busy: a mail that is not recorded is sent again."""
    for pause in (*RECORDING_PAUSES_S, None):
        try:
            with atomic():
                for mail in mails:
                    row = locked(OutgoingMail, mail.id)
                    row.sent_at, row.sent_with_id = now, None if mail is mails[0] else mails[0].id
        except Exception as error:
            if pause is None or not is_outage(error):
                raise
            time.sleep(pause)
        else:
            return


def _forget(mails: Sequence[OutgoingMail]) -> None:
    with atomic() as current:
        ours = (OutgoingMail.id.in_([each.id for each in mails]), OutgoingMail.sent_at.is_(None))
        current.execute(delete(OutgoingMail).where(*ours), execution_options={"synchronize_session": False})


def _record_failure(mails: Sequence[OutgoingMail], error: Exception, *, now: datetime) -> None:
    with atomic():
        for mail in mails:
            row = locked(OutgoingMail, mail.id)
            if row.attempts != mail.attempts or row.sent_at is not None:  # another run has it by now
                continue
            again = None if isinstance(error, Undeliverable) else next_attempt(row.attempts, now=now)
            row.last_error = one_line(f"{type(error).__name__}: {error}")[:LONGEST_ERROR]
            if again is None:
                row.given_up_at = now
            else:
                row.next_attempt_at = again
