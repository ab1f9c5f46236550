"""Two accounts of one person become one: everything that refers to the one that goes refers to the other afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from forum.accounts.enums import AccountEventKind
from forum.accounts.models import AccountEvent, Person
from forum.accounts.service.sessions import end_sessions, void_links
from forum.accounts.signals import PersonChanged
from forum.badges.service.issuing import replace_badge
from forum.checkin.models import Entry
from forum.companies.enums import CompanyRole
from forum.companies.models import Membership
from forum.core.database import atomic, lock_rows, locked_all, session
from forum.core.errors import Refusal
from forum.core.history import record
from forum.core.i18n import N_
from forum.core.signals import announce
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting, MeetingRequest, RequestCompanion
from forum.people.errors import BothBuy, BothSides, OneAccountClosed, OpensMore, OwnAccountGoes, SameAccount
from forum.people.models import PersonMerge
from forum.people.queries import ask_each_other, both_buy_in, both_registrations, places_of, seats_of
from forum.people.rules import OF_PERSON, OF_REGISTRATION, collisions, compared, ensure_no_collision, ensure_stays
from forum.people.service.moving import QUIETLY, carry_over
from forum.registration.models import Registration
from forum.registration.queries import registration_in
from forum.registration.rules import Reach
from forum.registration.service.desk import reach_of
from forum.registration.service.merging import Held, end_merged
from forum.registration.service.places import free_place, lock_categories

REASON = N_("Se unió con otra cuenta de la misma persona.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """Who merges, in which edition, and what they may give to another address."""

    edition_id: int
    by: int
    allowed: Reach


def problems_of(kept: Registration, merged: Registration, merger: Merger) -> list[Refusal]:
    """Everything that stands against it, each as a refusal."""
    found = []
    for check in _checks(kept.person, merged.person, merger):
        try:
            check()
        except Refusal as refusal:
            found.append(refusal)
    return found


def _checks(kept: Person, merged: Person, merger: Merger) -> Iterator[Any]:
    yield lambda: _ensure_accounts(kept, merged, merger)
    pairs = both_registrations(kept.id, merged.id)
    places = places_of([each.id for pair in pairs for each in pair])
    for stays, goes in pairs:
        yield lambda stays=stays, goes=goes: ensure_stays(places[stays.id], places[goes.id])
    yield lambda: _ensure_meetings(kept.id, merged.id)


def _ensure_accounts(kept: Person, merged: Person, merger: Merger) -> None:
    if kept.id == merged.id:
        raise SameAccount
    for each in (kept, merged):
        if each.disabled_at is not None:
            raise OneAccountClosed(name=each.full_name)
    if merged.id == merger.by:
        raise OwnAccountGoes
    if reach_of(merged.id, edition_id=merger.edition_id) > merger.allowed:
        raise OpensMore


def _ensure_meetings(kept_id: int, merged_id: int) -> None:
    edition = both_buy_in(kept_id, merged_id)
    if edition is not None:
        raise BothBuy(edition=edition)
    if ask_each_other(kept_id, merged_id):
        raise BothSides
    ensure_no_collision(collisions(seats_of(kept_id), seats_of(merged_id)))


def merge(kept_id: int, merged_id: int, *, merger: Merger, now: datetime) -> None:
    """Make the account of one registration one with that of another, which stays; both are of the edition.

    Raises:
        NotFound: the edition has no such registration.
        SameAccount, OneAccountClosed, OwnAccountGoes, OpensMore, OtherStands, OtherOutranks, BothBuy, BothSides,
            BothMeet: the first of these that holds.
    """
    with atomic():
        found = [registration_in(merger.edition_id, each) for each in (kept_id, merged_id)]
        _lock(*(each.person_id for each in found))
        kept, merged = (registration_in(merger.edition_id, each) for each in (kept_id, merged_id))
        for problem in problems_of(kept, merged, merger):
            raise problem
        pairs = both_registrations(kept.person_id, merged.person_id)
        fields, address = compared(values_of(kept), values_of(merged)), merged.person.email
        held, moved = _merge_registrations(pairs, merger, now=now)
        moved |= _merge_people(kept.person, merged.person, merger, now=now)
        session().add(
            PersonMerge(
                edition_id=merger.edition_id,
                kept_id=kept.person_id,
                merged_id=merged.person_id,
                merged_email=address,
                at=now,
                by_id=merger.by,
                fields={field.value: list(values) for field, values in fields.items()},
                moved=moved,
            )
        )
        session().flush()
        announce(PersonChanged(person_id=kept.person_id, at=now))
        lock_categories(*(each.category_id for each in held))
        for each in held:
            free_place(each.category_id, block_id=each.block_id, now=now)


def _lock(*person_ids: int) -> None:
    """Lock two people and what they have, in the order of all changes: nobody books with them meanwhile."""
    locked_all(Person, set(person_ids))
    locked_all(Registration, _ids(Registration.id, Registration.person_id.in_(person_ids)))
    buyers = _ids(Buyer.id, Buyer.person_id.in_(person_ids))
    lock_rows(Buyer, buyers)
    for model in (MeetingRequest, Meeting):
        lock_rows(model, _ids(model.id, model.person_id.in_(person_ids) | model.buyer_id.in_(buyers)))


def _ids(column: Any, condition: Any) -> list[int]:
    return list(session().scalars(select(column).where(condition).order_by(column)))


def _merge_registrations(
    pairs: list[tuple[Registration, Registration]], merger: Merger, *, now: datetime
) -> tuple[list[Held], dict[str, int]]:
    """The places that are free now, and what moved."""
    held: list[Held | None] = []
    moved: dict[str, int] = {}
    for kept, merged in pairs:
        replace_badge(merged.id, by=merger.by, now=now)
        session().execute(
            update(Entry).where(Entry.registration_id == merged.id).values(changed_at=now), execution_options=QUIETLY
        )
        ids = {"kept_id": kept.id, "merged_id": merged.id}
        for key, number in carry_over("registration", OF_REGISTRATION, **ids).items():
            moved[key] = moved.get(key, 0) + number
        held.append(end_merged(kept, merged, by=merger.by, now=now))
    return sorted((each for each in held if each is not None), key=lambda each: each.category_id), moved


def _merge_people(kept: Person, merged: Person, merger: Merger, *, now: datetime) -> dict[str, int]:
    _keep_administration(kept.id, merged.id)
    taken = select(Registration.edition_id).where(Registration.person_id == kept.id)
    alone = update(Registration).where(Registration.person_id == merged.id, Registration.edition_id.not_in(taken))
    moving: Any = session().execute(alone.values(person_id=kept.id), execution_options=QUIETLY)
    moved = carry_over("person", OF_PERSON, kept_id=kept.id, merged_id=merged.id)
    if moving.rowcount:
        moved["registration.person_id"] = moving.rowcount
    own = select(MeetingRequest.id).where(MeetingRequest.person_id == kept.id)
    beside = delete(RequestCompanion).where(RequestCompanion.person_id == kept.id, RequestCompanion.request_id.in_(own))
    session().execute(beside, execution_options=QUIETLY)
    kept.phone = kept.phone or merged.phone
    if kept.email is None and merged.email is not None:
        address, merged.email = merged.email, None
        session().flush()
        kept.email = address
    merged.merged_into_id, merged.disabled_at, merged.password_hash = kept.id, now, None
    void_links(merged.id, now=now)
    end_sessions(merged.id, now=now)
    record(AccountEvent(person_id=merged.id, kind=AccountEventKind.CLOSED, reason=REASON), by=merger.by, now=now)
    session().flush()
    return moved


def _keep_administration(kept_id: int, merged_id: int) -> None:
    """Whoever looks after a company with either account goes on doing so."""
    theirs = select(Membership.company_id).where(
        Membership.person_id == merged_id, Membership.role == CompanyRole.ADMIN
    )
    own = update(Membership).where(Membership.person_id == kept_id, Membership.company_id.in_(theirs))
    session().execute(own.values(role=CompanyRole.ADMIN), execution_options=QUIETLY)


def values_of(registration: Registration) -> dict[str, str]:
    """What is compared of a registration and its person, by `MergedField`; empty where there is nothing."""
    person, category = registration.person, registration.category
    return {
        "name": person.full_name,
        "email": person.email or "",
        "phone": person.phone or "",
        "language": person.language,
        "password": "1" if person.password_hash else "",
        "category": category.name_es,
        "status": registration.status.value,
        "organisation": registration.organisation,
        "position": registration.position,
        "sector": registration.sector.value if registration.sector else "",
    }
