"""What calendars answer to invitations, read from the mailbox of the settings; each message is taken once.

An answer counts where it came to the address of its invitation, which only the invited knows (`reply_token`), names the
invited, and is about the place and hour that stand. It changes no meeting: who says no is asked to cancel it.
"""

from datetime import datetime
from hmac import compare_digest

from forum.accounts.models import Person
from forum.agenda.enums import CalendarAnswer, InvitationMethod
from forum.agenda.ical import Reply, reply_in
from forum.agenda.models import CalendarInvitation, ReadMailbox
from forum.agenda.queries.invitations import find_read_mailbox
from forum.agenda.rules import token_in
from forum.core.database import atomic, found, locked, session
from forum.core.tokens import keyed_hash
from forum.editions.queries import get_edition
from forum.mail.imap import open_mailbox
from forum.mail.service import queue_mail
from forum.meetings.models import Meeting

READ = "agenda.read_answers"


def reply_token(invitation_id: int) -> str:
    """What the address of an invitation carries: its number, and a proof that nobody can guess."""
    return f"{invitation_id}-{keyed_hash(f'invitation {invitation_id}')[:24]}"


def read_answers(name: str, *, now: datetime) -> int:
    """Take the answers that came since the last time to the mailbox of this name; returns how many messages were read.

    Raises:
        OSError: the mailbox does not answer, or lets nobody in.
    """
    with open_mailbox() as mailbox:
        last = _begin(name, validity=mailbox.validity, now=now)
        uids = mailbox.since(last)
        for uid in uids:
            data = mailbox.read(uid)
            with atomic():
                state = locked(ReadMailbox, _state(name).id)
                if state.last_uid >= uid or state.validity != mailbox.validity:
                    break  # another run reads it
                state.last_uid, state.read_at = uid, now
                reply = None if data is None else reply_in(data)
                if reply is not None:
                    take_reply(reply, now=now)
    return len(uids)


def take_reply(reply: Reply, *, now: datetime) -> bool:
    """Record an answer, inside `atomic()`, if it counts; returns whether it changed what is known."""
    row = _invitation_of(reply)
    if row is None or not row.since_sequence <= reply.sequence <= row.sequence:
        return False
    if row.answered_at is not None and reply.at < row.answered_at:
        return False
    is_new = reply.answer is not row.answer
    row.answer, row.answered_at = reply.answer, reply.at
    if is_new and reply.answer is CalendarAnswer.DECLINED and row.starts_at > now:
        _ask_to_cancel(row, now=now)
    return is_new


def _invitation_of(reply: Reply) -> CalendarInvitation | None:
    """The invitation that stands and is answered by whom it was for."""
    named = token_in(reply.organizer)
    if named is None or not compare_digest(reply_token(named[0]).partition("-")[2], named[1]):
        return None
    row = session().get(CalendarInvitation, named[0], with_for_update={"key_share": True}, populate_existing=True)
    if row is None or row.method is not InvitationMethod.REQUEST:
        return None
    return row if (row.uid, row.address.casefold()) == (reply.uid, reply.attendee) else None


def _ask_to_cancel(row: CalendarInvitation, *, now: datetime) -> None:
    """Tell who said no in their calendar that the meeting stands, and where it is cancelled."""
    person = session().get_one(Person, row.person_id)
    edition = get_edition(session().get_one(Meeting, row.meeting_id).edition_id)
    context = {
        "edition": edition.name,
        "edition_slug": edition.slug,
        "meeting_id": row.meeting_id,
        "summary": row.summary,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "location": row.location,
    }
    queue_mail(
        "agenda/declined",
        edition_id=edition.id,
        to=person.email,
        name=person.full_name,
        language=person.language,
        context=context,
        now=now,
    )


def _begin(name: str, *, validity: int, now: datetime) -> int:
    """How far the mailbox was read: from the beginning where its numbers are others than before."""
    with atomic() as current:
        state = find_read_mailbox(name)
        if state is None:
            state = ReadMailbox(name=name, validity=validity, last_uid=0, read_at=now)
            current.add(state)
        elif state.validity != validity:
            state.validity, state.last_uid = validity, 0
        return state.last_uid


def _state(name: str) -> ReadMailbox:
    return found(find_read_mailbox(name))
