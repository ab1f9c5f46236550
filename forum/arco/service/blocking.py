"""Cancellation: the data of a person are blocked, and deleted when their time has come (LFPDPPP 2025).

Blocked, they are nowhere but sealed in the block, which only the privacy desk knows of: whatever lists people finds
nothing to show. Deleting is then to forget what is sealed.
"""

from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import delete, update

from forum.accounts.models import Person, RoleEvent
from forum.accounts.queries import locked_organisers
from forum.accounts.rules import ensure_organisers_remain
from forum.accounts.service.sessions import end_sessions, void_links
from forum.arco.enums import ArcoStatus, ArcoStep
from forum.arco.errors import AddressTaken, DataBlocked, NotBlocked, PersonUnknown
from forum.arco.models import ArcoEvent, ArcoRequest, DataBlock
from forum.arco.queries.holdings import (
    editions_ahead,
    grants_held,
    memberships_held,
    received_by,
    registrations_held,
)
from forum.arco.queries.requests import find_block, requests_over
from forum.arco.rules.blocking import BLOCKED_NAME, DELETED_NAME, ensure_blockable, ensure_deletion_day
from forum.arco.service.emptying import account_ids, put_back, rename, sealed, take_out, unsealed
from forum.arco.service.requests import note_step, notify
from forum.companies.errors import LastAdmin
from forum.companies.models import Company
from forum.companies.service import remove_member
from forum.core.database import atomic, lock_rows, locked, locked_all, refusing, session
from forum.core.history import record
from forum.mail.models import OutgoingMail
from forum.mail.service import Recipient, queue_mails
from forum.meetings.service.attendance import cancel_participation
from forum.questions.service import delete_answers_of
from forum.registration.service import cancel

TO_RECIPIENT, TO_PERSON = "arco/transferred", "arco/deleted"
FORGOTTEN = (TO_RECIPIENT, TO_PERSON)


def block_data(arco_id: int, *, delete_on: date, reason: str, today: date, by: int, now: datetime) -> DataBlock:
    """Block the data of the person of a request, until they are deleted; they and who received them are told.

    Their registrations are cancelled, with badge and meetings; they leave their companies and the team, and cannot sign
    in. The last administrator of a company stays in it, without a name.

    `reason` is what the history of their registrations says.

    Raises:
        NotFound: there is no such request.
        NotACancellation, NothingToCarryOut: it is not for that, or not granted.
        PersonUnknown: nobody is known with its address.
        TooSoonToDelete: `delete_on` is not after today.
        LastOrganiser: an edition, or the site, would have no organiser.
        DataBlocked: they are blocked already.
    """
    ensure_deletion_day(delete_on, today=today)
    with atomic() as current:
        person, request = _locked_for_blocking(arco_id)
        name, recipients = person.full_name, [_recipient(each) for each in received_by(person.id)]
        _end_all(person, reason=reason, today=today, by=by, now=now)
        block = DataBlock(
            person_id=person.id,
            arco_request_id=request.id,
            blocked_at=now,
            blocked_by_id=by,
            delete_on=delete_on,
            kept_sealed=sealed(take_out(person)),
        )
        rename(person, BLOCKED_NAME)
        with refusing("uq_data_block_person_id_open", DataBlocked()):
            current.add(block)
        note_step(request, ArcoStep.BLOCKED, by=by, now=now)
        notify(request, "arco/blocked", {"due": delete_on}, now=now)
        told = [(each, {"who": name}) for each in recipients]
        queue_mails(TO_RECIPIENT, edition_id=None, recipients=told, now=now)
    return block


def _locked_for_blocking(arco_id: int) -> tuple[Person, ArcoRequest]:
    """The person and the request, locked, where the data may be blocked."""
    organisers = [(grant.person_id, grant.edition_id) for grant in locked_organisers(None)]
    asked = session().get(ArcoRequest, arco_id)
    person_id = asked.person_id if asked else None
    lock_rows(Company, [company_id for _membership, company_id in memberships_held(person_id)])
    person, request = _locked_person(person_id), locked(ArcoRequest, arco_id)
    ensure_blockable(request.kind, request.status)
    ensure_organisers_remain(organisers, leaving=person.id)
    if find_block(person.id) is not None:
        raise DataBlocked
    return person, request


def _locked_person(person_id: int | None) -> Person:
    if person_id is None:
        raise PersonUnknown
    return locked_all(Person, [person_id])[0]


def _recipient(person: Person) -> Recipient:
    return Recipient(person.email, person.full_name, person.language)


def _end_all(person: Person, *, reason: str, today: date, by: int, now: datetime) -> None:
    """End what somebody holds: companies, registrations, meetings, roles, every way in."""
    for membership_id, company_id in memberships_held(person.id):
        with suppress(LastAdmin):
            remove_member(membership_id, company_id=company_id, by=by, now=now)
    for registration_id in registrations_held(person.id, today=today):
        cancel(registration_id, by=by, now=now, reason=reason)
    for edition_id in editions_ahead(today):
        cancel_participation(person.id, edition_id=edition_id, reason=reason, now=now)
    for grant in grants_held(person.id):
        session().delete(grant)
        event = RoleEvent(person_id=person.id, edition_id=grant.edition_id, role=grant.role, granted=False)
        record(event, by=by, now=now)
    person.disabled_at = person.disabled_at or now
    void_links(person.id, now=now)
    end_sessions(person.id, now=now)
    session().flush()


def lift_block(arco_id: int, *, reason: str, by: int, now: datetime) -> None:
    """End a block that was a mistake: the data are back. What was cancelled stays so.

    The account is open again, unless it was closed before.

    Raises:
        NotFound: there is no such request.
        NotBlocked: the data are not blocked, or are deleted.
        AddressTaken: an address of the person is somebody else's now.
    """
    with atomic() as current:
        asked = current.get(ArcoRequest, arco_id)
        person = _locked_person(asked.person_id if asked else None)
        request, block = locked(ArcoRequest, arco_id), find_block(person.id)
        taken = unsealed(locked(DataBlock, block.id).kept_sealed) if block is not None else None
        if block is None or taken is None:
            raise NotBlocked
        with refusing("uq_person_email", AddressTaken()):
            put_back(taken)
        if person.disabled_at == block.blocked_at:
            person.disabled_at = None
        block.lifted_at, block.kept_sealed = now, ""
        note_step(request, ArcoStep.UNBLOCKED, note=reason, by=by, now=now)


def delete_blocked(block_id: int, *, now: datetime) -> None:
    """Delete the data of a block whose day has come; the request is carried out, and its person is told. Runs twice.

    Nothing of who asked is left but that somebody did, and when; what else they asked is forgotten where it is over.
    """
    with atomic() as current:
        found = current.get(DataBlock, block_id)
        if found is None:
            return
        person = _locked_person(found.person_id)
        request = locked(ArcoRequest, found.arco_request_id) if found.arco_request_id else None
        block = locked(DataBlock, block_id)
        if block.deleted_at is not None or block.lifted_at is not None:
            return
        block.deleted_at, block.kept_sealed = now, ""
        rename(person, DELETED_NAME)
        delete_answers_of(account_ids(person))
        if request is not None:
            _carry_out(request, now=now)
        for over in locked_all(ArcoRequest, requests_over(person.id)):
            _forget(over)


def _carry_out(request: ArcoRequest, *, now: datetime) -> None:
    """Tell the person, in the only mail to them that is left, that their data are deleted."""
    session().execute(delete(OutgoingMail).where(OutgoingMail.to_email == request.email))
    notify(request, TO_PERSON, {}, now=now)
    note_step(request, ArcoStep.DELETED, by=None, now=now)
    if request.status is ArcoStatus.GRANTED:
        request.status, request.executed_at = ArcoStatus.EXECUTED, now
    session().flush()


def _forget(request: ArcoRequest) -> None:
    told = (OutgoingMail.to_email == request.email) & (OutgoingMail.message != TO_PERSON)
    session().execute(delete(OutgoingMail).where(told))
    session().execute(update(ArcoEvent).where(ArcoEvent.arco_request_id == request.id).values(note=""))
    request.name, request.email = DELETED_NAME, ""
    request.wish = request.identity_note = request.answer = ""


def forget_sent() -> None:
    """Delete the last mails about deleted people, which name them, once they are sent."""
    over = (OutgoingMail.sent_at.is_not(None)) | (OutgoingMail.given_up_at.is_not(None))
    with atomic() as current:
        current.execute(delete(OutgoingMail).where(OutgoingMail.message.in_(FORGOTTEN), over))
