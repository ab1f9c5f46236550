"""Putting sessions into one's agenda; places of those with a limit, and who waits for one."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.database import atomic, lock_name, locked, refusing, session
from forum.editions.models import Edition
from forum.programme.enums import ChoiceChange, DiffKind
from forum.programme.errors import NotAttending, SessionGone
from forum.programme.models import Choice
from forum.programme.notices import notify_changed, notify_chosen, notify_promoted
from forum.programme.queries.choices import choices_of, who_chose
from forum.programme.queries.published import published_talks
from forum.programme.rules.choices import ensure_choosable, free_place, is_full
from forum.programme.rules.versions import Difference, VersionTalk
from forum.programme.service.events import note_choice
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

TOLD = {DiffKind.MOVED, DiffKind.ROOM, DiffKind.REMOVED}


def choose_talk(talk_uid: str, *, registration_id: int, by: int | None = None, now: datetime) -> Choice:
    """Put a session into the agenda of a registration; of one that is full they wait for a place.

    `by`: who does it, None: the person themselves, by their link. Whose agenda another one changes is told.

    The session is locked by its name, after the registration, which is locked where it is cancelled too; and no two
    have the same place.

    Raises:
        NotAttending: the registration is not approved.
        SessionGone, SessionOver
    """
    with atomic() as current:
        registration = locked(Registration, registration_id)
        lock_name(f"session {talk_uid}")
        if registration.status is not RegistrationStatus.APPROVED:
            raise NotAttending
        talk = ensure_choosable(_talk(registration.edition_id, talk_uid), now=now)
        choices = choices_of(talk_uid)
        mine = next((each for each in choices if each.registration_id == registration_id), None)
        if mine is not None:
            return mine
        waits = _is_full(talk, choices)
        choice = Choice(
            edition_id=registration.edition_id,
            talk_uid=talk_uid,
            registration_id=registration_id,
            is_waiting=waits,
            place=None if waits else _place(talk, choices),
            chosen_at=now,
        )
        with refusing("uq_programme_choice_talk_uid_place", SessionGone()):
            current.add(choice)
            current.flush()
        _trace(registration, ChoiceChange.WAITING if waits else ChoiceChange.CHOSEN, talk, by=by, now=now)
        return choice


def leave_talk(talk_uid: str, *, registration_id: int, by: int | None = None, now: datetime) -> None:
    """Take a session out of an agenda; its place goes to who waits first. Nothing happens where it is not in it.

    `by`: who does it, None: the person themselves, or what they cancelled.
    """
    with atomic() as current:
        lock_name(f"session {talk_uid}")
        choices = choices_of(talk_uid)
        mine = next((each for each in choices if each.registration_id == registration_id), None)
        if mine is None:
            return
        edition = current.get_one(Edition, mine.edition_id)
        current.delete(mine)
        current.flush()
        registration, talk = current.get_one(Registration, registration_id), _talk(edition.id, talk_uid)
        if talk is None:
            note_choice(registration_id, ChoiceChange.LEFT, talk_uid, None, by=by or registration.person_id, now=now)
        else:
            _trace(registration, ChoiceChange.LEFT, talk, by=by, now=now)
        _promote(talk, edition, now=now)


def leave_all(registration_id: int, *, now: datetime) -> None:
    """Take every session out of the agenda of who will not attend; inside atomic()."""
    uids = session().scalars(select(Choice.talk_uid).where(Choice.registration_id == registration_id))
    for uid in sorted(uids):
        leave_talk(uid, registration_id=registration_id, now=now)


def follow_publication(
    edition: Edition, changes: Iterable[Difference], talks: Iterable[VersionTalk], *, now: datetime
) -> None:
    """Give the places that a new version adds, and tell once who chose what moved or is gone; inside atomic()."""
    current = {talk.id: talk for talk in talks}
    moved = {current[each.talk.id].uid: current[each.talk.id] for each in changes if each.kind in TOLD}
    for talk in sorted({each.talk.id: current[each.talk.id] for each in changes}.values(), key=lambda each: each.uid):
        lock_name(f"session {talk.uid}")
        _promote(talk, edition, now=now)
    told: dict[int, tuple[Registration, Person, list[VersionTalk]]] = {}
    for uid, registration, person in who_chose(moved):
        told.setdefault(registration.id, (registration, person, []))[2].append(moved[uid])
    if told:
        notify_changed(told, edition, now=now)


def _talk(edition_id: int, talk_uid: str) -> VersionTalk | None:
    return next((talk for talk in published_talks(edition_id) if talk.uid == talk_uid), None)


def _trace(registration: Registration, kind: ChoiceChange, talk: VersionTalk, *, by: int | None, now: datetime) -> None:
    """Write down what was done to an agenda, and tell its person where somebody else did it."""
    note_choice(registration.id, kind, talk.uid, talk, by=by or registration.person_id, now=now)
    if by not in {None, registration.person_id}:
        notify_chosen(registration, talk, kind, now=now)


def _is_full(talk: VersionTalk, choices: Iterable[Choice]) -> bool:
    return is_full(talk.limit, sum(not each.is_waiting for each in choices))


def _place(talk: VersionTalk, choices: Iterable[Choice]) -> int | None:
    """The place that the next one gets; None where there is no limit."""
    taken = {each.place for each in choices if each.place is not None}
    return None if talk.limit is None else free_place(taken, talk.limit)


def _promote(talk: VersionTalk | None, edition: Edition, *, now: datetime) -> None:
    """Give free places to those who wait, in order, and tell them; not once the session has begun or is gone."""
    if talk is None or talk.cancelled or talk.starts_at <= now:
        return
    choices = choices_of(talk.uid)
    for choice in (each for each in choices if each.is_waiting):
        if _is_full(talk, choices):
            return
        choice.is_waiting, choice.place = False, _place(talk, choices)
        session().flush()
        note_choice(choice.registration_id, ChoiceChange.PROMOTED, talk.uid, talk, by=None, now=now)
        notify_promoted(choice.registration_id, talk, edition, now=now)
