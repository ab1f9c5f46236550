"""What may be done with a registration in each status, and the status it gets: plain values only."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from forum.companies.enums import Sector
from forum.core.names import PersonName
from forum.core.search import words
from forum.editions.enums import CategoryKind
from forum.privacy.enums import Purpose
from forum.registration.enums import Canceller, Corrected, RegistrationStatus, Standing
from forum.registration.errors import (
    AddressOpensMore,
    CancelledByDesk,
    CancelledByOthers,
    ForumOver,
    NotPossibleNow,
    RegistrationNotOpen,
    RegistrationOver,
    RegistrationReasonMissing,
)

HOLDING = frozenset({RegistrationStatus.PENDING, RegistrationStatus.APPROVED})
OVER = frozenset({RegistrationStatus.REJECTED, RegistrationStatus.CANCELLED})

LONGEST_NOTE = 2000
"""Characters of a note of the staff."""

# messages use news and WhatsApp; nothing uses the others: no page asks for them, and who gave one may withdraw it
VOLUNTARY = (Purpose.NEWS, Purpose.ALLIES, Purpose.DIRECTORY, Purpose.WHATSAPP)

# The badge of a person with several roles in the forum is that of the first of these.
PRECEDENCE = (
    CategoryKind.STAFF,
    CategoryKind.SPEAKER,
    CategoryKind.BUYER,
    CategoryKind.EXHIBITOR,
    CategoryKind.SUPPLIER,
    CategoryKind.PRESS,
    CategoryKind.VISITOR,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What a visitor tells of themselves when registering, and may correct later; `phone` is as stored (E.164)."""

    name: PersonName
    phone: str
    organisation: str
    position: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Applicant:
    """What the public form says of a person.

    `email` is lower-case, `notice_id` is the version of the privacy
    notice they were shown. `recipients`: the ids of the allies that may have their contact data. `whatsapp`: they may
    be written to by WhatsApp.
    """

    details: Details
    email: str
    sector: Sector
    ally_code: str | None
    notice_id: int
    language: str
    recipients: tuple[int, ...] = ()
    whatsapp: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskEntry:
    """What the desk types of a person: nothing but the name and the language is always known.

    `email` is lower-case; a person without an address of their own gets no mails. `consents` are the voluntary purposes
    the person agreed to.
    """

    details: Details
    email: str | None
    language: str
    sector: Sector | None
    consents: frozenset[Purpose]


class Reach(enum.IntEnum):
    """What a person's address opens besides registrations: nothing, a role in this edition, or more than this edition.

    Also what somebody may give to another address.
    """

    REGISTRATION = 0
    ROLE_HERE = 1
    BEYOND = 2


class Step(enum.StrEnum):
    """An action on a registration."""

    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"
    CORRECT = "correct"
    REINSTATE = "reinstate"
    MOVE = "move"


_S = RegistrationStatus
FROM: Mapping[Step, frozenset[RegistrationStatus]] = {
    Step.APPROVE: frozenset({_S.PENDING, _S.WAITLISTED, _S.REJECTED, _S.CANCELLED}),
    Step.REJECT: frozenset({_S.PENDING, _S.WAITLISTED, _S.APPROVED}),
    Step.CANCEL: frozenset({_S.PENDING, _S.WAITLISTED, _S.APPROVED}),
    Step.CORRECT: frozenset({_S.PENDING, _S.WAITLISTED, _S.APPROVED}),
    Step.REINSTATE: frozenset({_S.CANCELLED}),
    Step.MOVE: frozenset(_S),
}


WAITING = frozenset({_S.PENDING, _S.WAITLISTED})
"""Who has not been decided on."""


def may_step(step: Step, status: RegistrationStatus) -> bool:
    """Whether the action is possible on a registration of that status."""
    return status in FROM[step]


def ensure_step(step: Step, status: RegistrationStatus) -> None:
    """Refuse an action that is not possible in this status.

    Raises:
        NotPossibleNow: the status of the registration has changed.
    """
    if not may_step(step, status):
        raise NotPossibleNow


def ensure_own_cancellation(status: RegistrationStatus, canceller: Canceller | None) -> None:
    """Refuse the return of somebody who did not cancel by themselves.

    Raises:
        NotPossibleNow: the registration is not cancelled.
        CancelledByOthers: the desk or their company cancelled it.
    """
    ensure_step(Step.REINSTATE, status)
    if canceller is not Canceller.PERSON:
        raise CancelledByOthers


def ensure_not_refused(status: RegistrationStatus, canceller: Canceller | None, *, same_kind: bool) -> None:
    """Refuse to register somebody the desk has sent away; a rejection as a visitor says nothing of another kind.

    Raises:
        CancelledByDesk: the desk cancelled their registration, or rejected it in this kind of category.
    """
    rejected = status is RegistrationStatus.REJECTED and same_kind
    if rejected or (status is RegistrationStatus.CANCELLED and canceller is Canceller.DESK):
        raise CancelledByDesk


def may_register_again(status: RegistrationStatus, canceller: Canceller | None, *, used: bool) -> bool:
    """Whether the public form registers somebody again: they or their company cancelled, and no place was used."""
    own = canceller in {Canceller.PERSON, Canceller.COMPANY}
    return status is RegistrationStatus.CANCELLED and own and not used


def standing_of(
    status: RegistrationStatus,
    canceller: Canceller | None,
    *,
    is_open: bool,
    is_offered: bool = False,
    has_passed: bool = False,
) -> Standing:
    """How a registration stands for its person; `is_open`: registration is open, so a return is possible.

    `is_offered`: a place is held for it now. `has_passed`: one was, and it is offered no other by itself.
    """
    if status is RegistrationStatus.WAITLISTED and (is_offered or has_passed):
        return Standing.OFFERED if is_offered else Standing.PASSED
    if status is not RegistrationStatus.CANCELLED:
        return Standing(status.value)
    if canceller is Canceller.PERSON:
        return Standing.CANCELLED if is_open else Standing.CANCELLED_LATE
    return Standing.CANCELLED_BY_COMPANY if canceller is Canceller.COMPANY else Standing.CANCELLED_BY_DESK


def ensure_reason(reason: str) -> None:
    """Refuse a rejection without a reason.

    Raises:
        RegistrationReasonMissing: the text is empty.
    """
    if not reason.strip():
        raise RegistrationReasonMissing


def holds_place(status: RegistrationStatus) -> bool:
    """Whether a registration of this status counts against its category's quota."""
    return status in HOLDING


def status_with_place(*, needs_approval: bool) -> RegistrationStatus:
    """The status of a registration that has got a place."""
    return RegistrationStatus.PENDING if needs_approval else RegistrationStatus.APPROVED


def first_status(*, placed: bool, needs_approval: bool) -> RegistrationStatus:
    """The status of a new registration: on the waiting list without a place, else pending or approved."""
    return status_with_place(needs_approval=needs_approval) if placed else RegistrationStatus.WAITLISTED


def outranks(kind: CategoryKind, other: CategoryKind) -> bool:
    """Whether the badge of somebody who is both is that of the first (a supplier who also speaks: speaker)."""
    return PRECEDENCE.index(kind) < PRECEDENCE.index(other)


def changes_between(before: Details, after: Details) -> dict[str, list[str]]:
    """What a correction changed, for the history: before and after, of a telephone only that it is another."""
    told = {
        Corrected.NAME: (before.name.full, after.name.full),
        Corrected.ORGANISATION: (before.organisation, after.organisation),
        Corrected.POSITION: (before.position, after.position),
    }
    changes = {field.value: [was, now] for field, (was, now) in told.items() if was != now}
    return changes if before.phone == after.phone else {**changes, Corrected.PHONE.value: []}


def desk_changes(before: DeskEntry, after: DeskEntry) -> dict[str, list[str]]:
    """What the desk corrected, for the history: of addresses before and after, of the rest only that it is another."""
    changes = changes_between(before.details, after.details)
    if before.email != after.email:
        changes[Corrected.EMAIL.value] = [before.email or "", after.email or ""]
    others = {
        Corrected.LANGUAGE: before.language != after.language,
        Corrected.SECTOR: before.sector is not after.sector,
        Corrected.CONSENTS: before.consents != after.consents,
    }
    return {**changes, **{field.value: [] for field, differs in others.items() if differs}}


def ensure_readdressable(opens: Reach, *, allowed: Reach) -> None:
    """Refuse another address for somebody whose address opens more than the one who asks may give away.

    Who reads the mailbox signs in: a desk that changes the address of an organiser would be the organiser.

    Raises:
        AddressOpensMore: it opens more.
    """
    if opens > allowed:
        raise AddressOpensMore


def may_be_same_person(name: str, known: str) -> bool:
    """Whether one name has all words of the other: *Jose Munoz* and *José Muñoz Güereca*."""
    typed, kept = set(words(name)), set(words(known))
    return typed <= kept or kept <= typed


def ensure_not_over(*, ends_on: date, today: date) -> None:
    """Refuse a cancellation after the last day.

    Cancelling is possible after registration has closed: it frees meetings and a place, and nobody comes in vain.
    Correcting and returning end with registration, because badges are printed from then on.

    Raises:
        ForumOver: the last day has passed.
    """
    if today > ends_on:
        raise ForumOver


def ensure_open(*, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """Refuse a registration outside the window; it opens at its first moment and is closed at its last.

    Raises:
        RegistrationNotOpen: before it.
        RegistrationOver: after it.
    """
    if now < opens_at:
        raise RegistrationNotOpen
    if now >= closes_at:
        raise RegistrationOver
