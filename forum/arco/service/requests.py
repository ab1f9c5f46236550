"""Requests about personal data: filed, proved, extended, answered, carried out; each step is recorded and told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forum.accounts.queries import find_person_by_email
from forum.arco.enums import ArcoKind, ArcoStatus, ArcoStep, Identity
from forum.arco.models import ArcoEvent, ArcoRequest
from forum.arco.rules import requests as rules
from forum.core.database import atomic, locked
from forum.core.history import record
from forum.mail.service import queue_mail


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """What somebody asks, as it was typed by them or by the desk; `email` as it is stored."""

    kind: ArcoKind
    name: str
    email: str
    language: str
    wish: str
    identity: Identity = Identity.UNPROVED
    identity_note: str = ""


def file_request(filing: Filing, *, received_on: date, today: date, by: int | None, now: datetime) -> ArcoRequest:
    """Take a request; who asks is told until when it will be answered.

    Args:
        filing: what is asked.
        received_on: the day it came, from which the days are counted.
        today: the present day in Mexico.
        by: who typed it for them at the desk; None: they did.
        now: the current time.

    Raises:
        ReceivedLater: `received_on` is still to come.
    """
    rules.ensure_received(received_on, today=today)
    person = find_person_by_email(filing.email)
    with atomic() as current:
        request = ArcoRequest(
            kind=filing.kind,
            person_id=person.id if person else None,
            name=filing.name,
            email=filing.email,
            language=filing.language,
            wish=filing.wish,
            identity=filing.identity,
            identity_note=filing.identity_note,
            status=ArcoStatus.RECEIVED,
            received_at=now,
            received_on=received_on,
            answer_due=rules.answer_due(received_on),
            answer="",
        )
        current.add(request)
        current.flush()
        note_step(request, ArcoStep.RECEIVED, by=by, now=now)
        notify(request, "arco/received", {"due": request.answer_due}, now=now)
    return request


def prove_identity(arco_id: int, *, identity: Identity, note: str, by: int, now: datetime) -> None:
    """Record how somebody proved that they are the person they ask about.

    Raises:
        NotFound: there is no such request.
    """
    with atomic():
        request = locked(ArcoRequest, arco_id)
        request.identity, request.identity_note = identity, note
        note_step(request, ArcoStep.IDENTITY_PROVED, note=note, by=by, now=now)


def extend_deadline(arco_id: int, *, reason: str, today: date, by: int, now: datetime) -> date:
    """Extend the date of the next step, once; who asks is told why. Returns the new date.

    Raises:
        NotFound: there is no such request.
        NothingLeftToDo, DeadlineExtended, DeadlinePassed: it is not possible.
    """
    with atomic():
        request = locked(ArcoRequest, arco_id)
        due = request.due
        rules.ensure_extendable(due, is_extended=request.is_extended, today=today)
        later = rules.extended(due or today, request.status)
        if request.status is ArcoStatus.RECEIVED:
            request.answer_due, request.answer_extended_at = later, now
        else:
            request.execution_due, request.execution_extended_at = later, now
        note_step(request, ArcoStep.EXTENDED, note=reason, by=by, now=now)
        notify(request, "arco/extended", {"due": later, "reason": reason}, now=now)
    return later


def answer_request(arco_id: int, *, granted: bool, answer: str, today: date, by: int, now: datetime) -> ArcoRequest:
    """Answer a request: it is granted, and has to be carried out, or not; who asks is told.

    Raises:
        NotFound: there is no such request.
        RequestAnswered: it has an answer.
        IdentityUnproved: it would be granted, and nobody knows to whom.
    """
    with atomic():
        request = locked(ArcoRequest, arco_id)
        rules.ensure_answerable(request.status, request.identity, granted=granted)
        request.status = ArcoStatus.GRANTED if granted else ArcoStatus.REFUSED
        request.answer, request.answered_at = answer, now
        request.execution_due = rules.execution_due(today) if granted else None
        note_step(request, ArcoStep.GRANTED if granted else ArcoStep.REFUSED, note=answer, by=by, now=now)
        context = {"granted": granted, "answer": answer, "due": request.execution_due}
        notify(request, "arco/answered", context, now=now)
    return request


def carry_out(arco_id: int, *, note: str, by: int, now: datetime) -> None:
    """Record that what was granted is done; who asked is told.

    Raises:
        NotFound: there is no such request.
        NothingToCarryOut: it was not granted, or is done.
    """
    with atomic():
        request = locked(ArcoRequest, arco_id)
        rules.ensure_granted(request.status)
        request.status, request.executed_at = ArcoStatus.EXECUTED, now
        note_step(request, ArcoStep.EXECUTED, note=note, by=by, now=now)
        notify(request, "arco/executed", {"answer": note}, now=now)


def record_export(arco_id: int, *, by: int, now: datetime) -> None:
    """Record that somebody took the data of the person along.

    Raises:
        NotFound: there is no such request.
        IdentityUnproved: nobody knows whose they are to be.
    """
    with atomic():
        request = locked(ArcoRequest, arco_id)
        rules.ensure_proved(request.identity)
        note_step(request, ArcoStep.EXPORTED, by=by, now=now)


def note_step(request: ArcoRequest, step: ArcoStep, *, note: str = "", by: int | None, now: datetime) -> None:
    """Write down what happened to a request; inside `atomic()`."""
    record(ArcoEvent(arco_request_id=request.id, step=step, note=note), by=by, now=now)


def notify(request: ArcoRequest, message: str, context: dict[str, Any], *, now: datetime) -> None:
    """Tell who asked what happened to their request; inside `atomic()`."""
    queue_mail(
        message,
        edition_id=None,
        to=request.email,
        name=request.name,
        language=request.language,
        context={"arco_kind": request.kind.value, "number": request.id, **context},
        now=now,
    )
