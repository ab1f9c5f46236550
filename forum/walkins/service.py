"""Registering on site: what a device sends becomes a registration with the badge in hand, or waits for the desk.

Nothing that is sent is lost, and sent twice it is taken once. Meanwhile the badge opens the doors by its reserved code.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from forum.accounts.rules import normalise_email
from forum.badges.errors import CodeNotReserved
from forum.badges.service.reserving import give_reserved_code, reserve_codes, void_codes
from forum.checkin.service.adopting import adopt_scans
from forum.core.database import atomic, locked, session
from forum.core.errors import NotFound, Refusal
from forum.core.names import PersonName, ensure_person_name, ensure_plain_name
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.errors import CategoryFull, KnownByOtherName, NamesakeHere, RegisteredHere
from forum.registration.models import Registration
from forum.registration.queries import registration_in
from forum.registration.rules import DeskEntry, Details, may_be_same_person
from forum.registration.service import register_at_desk
from forum.walkins.enums import Problem, Who
from forum.walkins.errors import StillUnsettled, WalkInSettled, WalkInTaken
from forum.walkins.models import WalkIn
from forum.walkins.rules import HELD, LONGEST, WalkInInput, moment_of

REASON = "Registro en sitio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What the desk says of a registration that waits: the data as they should be, and whether they are known."""

    category_id: int
    given_names: str
    first_surname: str
    organisation: str
    email: str
    who: Who


class _Waits(Exception):
    """The registration cannot be made yet."""

    def __init__(self, problem: Problem, registration_id: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.registration_id = problem, registration_id


def hold_codes(edition_id: int, *, device: str, by: int, now: datetime) -> dict[int, list[str]]:
    """The codes that a device holds for each category, filled up."""
    return reserve_codes(edition_id, device=device, count=HELD, by=by, now=now)


def take_walk_in(entry: WalkInInput, *, edition_id: int, language: str, by: int, now: datetime) -> WalkIn:
    """Take a registration that the desk made, and register the person where nothing has to be decided first.

    Raises:
        WalkInTaken: the id was used in another edition.
    """
    with atomic() as current:
        known = current.get(WalkIn, entry.id, with_for_update=True)
        if known is None:
            known = _add(entry, edition_id=edition_id, by=by, now=now)
            _try(known, who=Who.UNSAID, language=language, by=by, now=now)
        if known.edition_id != edition_id:
            raise WalkInTaken
        return known


def _add(entry: WalkInInput, *, edition_id: int, by: int, now: datetime) -> WalkIn:
    """A new row; or the one that the same device sent at once in another request."""
    category = session().get(Category, entry.category_id)
    fresh = WalkIn(
        id=entry.id,
        edition_id=edition_id,
        code=entry.code,
        category_id=category.id if category is not None and category.edition_id == edition_id else None,
        given_names=entry.given_names[:LONGEST],
        first_surname=entry.first_surname[:LONGEST],
        organisation=entry.organisation[:LONGEST],
        email=entry.email[: 2 * LONGEST],
        device=entry.device,
        registered_at=moment_of(entry, now=now),
        received_at=now,
        by_id=by,
    )
    try:
        with atomic() as current:
            current.add(fresh)
            current.flush()
    except IntegrityError:
        return locked(WalkIn, entry.id)
    return fresh


def settle_walk_in(
    walk_in_id: str, *, edition_id: int, corrections: Corrections, language: str, by: int, now: datetime
) -> WalkIn:
    """Register somebody who waited, as the desk says.

    Raises:
        NotFound: there is no such registration on site in this edition.
        WalkInSettled: it was settled meanwhile.
        StillUnsettled: it cannot be made yet; what was typed is kept, and its problem says why.
    """
    with atomic():
        walk_in = _waiting(walk_in_id, edition_id)
        walk_in.category_id, walk_in.email = corrections.category_id, corrections.email
        walk_in.given_names, walk_in.first_surname = corrections.given_names, corrections.first_surname
        walk_in.organisation = corrections.organisation
        _try(walk_in, who=corrections.who, language=language, by=by, now=now)
    if walk_in.settled_at is None:
        raise StillUnsettled
    return walk_in


def discard_walk_in(walk_in_id: str, *, edition_id: int, by: int, now: datetime) -> None:
    """Register nobody, and let the code of the badge that was handed out open nothing any more.

    Raises:
        NotFound, WalkInSettled: as `settle_walk_in`.
    """
    with atomic():
        walk_in = _waiting(walk_in_id, edition_id)
        void_codes(edition_id, code=walk_in.code, now=now)
        walk_in.settled_at, walk_in.settled_by_id = now, by


def _waiting(walk_in_id: str, edition_id: int) -> WalkIn:
    walk_in = locked(WalkIn, walk_in_id, edition_id=edition_id)
    if walk_in.settled_at is not None:
        raise WalkInSettled
    return walk_in


def _try(walk_in: WalkIn, *, who: Who, language: str, by: int, now: datetime) -> None:
    """Register somebody and give them the badge they have in hand; or note what the desk has to decide."""
    try:
        with atomic():
            registration_id = _registration_of(walk_in, who=who, language=language, by=by, now=now)
            badge_id = _give(walk_in, registration_id, by=by, now=now)
            adopt_scans(walk_in.code, badge_id=badge_id, edition_id=walk_in.edition_id, now=now)
    except _Waits as waits:
        walk_in.problem, walk_in.seen_registration_id = waits.problem, waits.registration_id
        return
    walk_in.problem, walk_in.registration_id = None, registration_id
    walk_in.settled_at, walk_in.settled_by_id = now, by


def _give(walk_in: WalkIn, registration_id: int, *, by: int, now: datetime) -> int:
    try:
        return give_reserved_code(
            registration_id, walk_in.code, edition_id=walk_in.edition_id, reason=REASON, by=by, now=now
        )
    except CodeNotReserved as error:
        raise _Waits(Problem.CODE) from error


def _registration_of(walk_in: WalkIn, *, who: Who, language: str, by: int, now: datetime) -> int:
    """The approved registration of somebody: a new one, or theirs.

    Raises:
        _Waits: the desk has to decide something first.
    """
    if who is Who.SAME and walk_in.seen_registration_id is not None:
        return _approved(walk_in.edition_id, walk_in.seen_registration_id)
    if walk_in.category_id is None:
        raise _Waits(Problem.CATEGORY)
    entry = _entry(
        walk_in, with_email=not (who is Who.OTHER and walk_in.problem is Problem.OTHER_NAME), language=language
    )
    try:
        return register_at_desk(
            walk_in.edition_id,
            category_id=walk_in.category_id,
            entry=entry,
            ally_code=None,
            same_person=who is Who.SAME,
            somebody_else=who is Who.OTHER,
            by=by,
            now=now,
        ).id
    except RegisteredHere as refusal:
        return _registered(walk_in, refusal)
    except NamesakeHere as refusal:
        raise _Waits(Problem.NAMESAKE, _id_of(refusal)) from refusal
    except KnownByOtherName as refusal:
        raise _Waits(Problem.OTHER_NAME) from refusal
    except CategoryFull as refusal:
        raise _Waits(Problem.FULL) from refusal
    except NotFound as error:
        raise _Waits(Problem.CATEGORY) from error


def _registered(walk_in: WalkIn, refusal: RegisteredHere) -> int:
    """Their own registration, where the address has one and the name may be theirs."""
    registration_id = _id_of(refusal)
    person = registration_in(walk_in.edition_id, registration_id).person
    if not may_be_same_person(walk_in.name, person.full_name):
        raise _Waits(Problem.OTHER_NAME, registration_id)
    return _approved(walk_in.edition_id, registration_id)


def _approved(edition_id: int, registration_id: int) -> int:
    registration = locked(Registration, registration_id, edition_id=edition_id)
    if registration.status is not RegistrationStatus.APPROVED:
        raise _Waits(Problem.NOT_APPROVED, registration_id)
    return registration.id


def _id_of(refusal: Refusal) -> int:
    return int(str(refusal.params["registration_id"]))


def _entry(walk_in: WalkIn, *, with_email: bool, language: str) -> DeskEntry:
    try:
        for text in (walk_in.given_names, walk_in.first_surname or walk_in.given_names):
            ensure_person_name(text)
        ensure_plain_name(walk_in.organisation)
        email = normalise_email(walk_in.email) if walk_in.email and with_email else None
    except Refusal as refusal:
        raise _Waits(Problem.DATA) from refusal
    name = PersonName(walk_in.given_names, walk_in.first_surname)
    details = Details(name=name, phone="", organisation=walk_in.organisation, position="")
    return DeskEntry(details=details, email=email, language=language, sector=None, consents=frozenset())
