"""Writing people: persons, registrations, history and badges; correcting who is registered; mailing when asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Person
from forum.accounts.service import name_values, person_values
from forum.accounts.signals import PersonChanged
from forum.badges.models import Badge
from forum.badges.service import badge_values
from forum.core.database import session
from forum.core.paging import batches
from forum.core.search import fold
from forum.core.signals import announce
from forum.editions.models import Category
from forum.imports.rules.people import Entry, Stored
from forum.imports.rules.rows import JudgedRow, Scope
from forum.imports.service.writing import Writing, locked_rows
from forum.registration.enums import Corrected, RegistrationStatus
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.notices import notify
from forum.registration.service.bulk import event_values, registration_values, take_places

CORRECTED = {
    "full_name": Corrected.NAME,
    "phone": Corrected.PHONE,
    "organisation": Corrected.ORGANISATION,
    "position": Corrected.POSITION,
    "sector": Corrected.SECTOR,
    "language": Corrected.LANGUAGE,
}
SAID = {Corrected.NAME, Corrected.ORGANISATION, Corrected.POSITION}
"""Of these the history says before and after."""


def register_all(rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
    """Register people, approved, each with a badge; who is known keeps their name, telephone and language.

    Their places are taken last, as the order of locks wants it.

    Raises:
        CategoryFull: a category has not enough places.
    """
    people = _people(rows, scope, writing)
    registrations = writing.add(
        Registration, [(row.number, _registration(row.entry, people[row.number], scope)) for row in rows]
    )
    made = list(zip(rows, registrations, strict=True))
    writing.add(
        RegistrationEvent,
        [
            (row.number, event_values(key, reason=scope.source, changes={}, by=scope.by, now=scope.now))
            for row, key in made
        ],
    )
    writing.add(Badge, [(row.number, badge_values(key, now=scope.now)) for row, key in made])
    writing.save()
    take_places(Counter(row.entry.wanted_category for row in rows))


def _people(rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> dict[int, int]:
    """The ids of the people by row; those nobody knows are added."""
    unknown = [row for row in rows if row.known is None]
    keys = writing.add(Person, [(row.number, _person(row.entry, scope)) for row in unknown])
    added = {row.number: key for row, key in zip(unknown, keys, strict=True)}
    return {**added, **{row.number: row.known.person_id for row in rows if row.known is not None}}


def _person(entry: Entry, scope: Scope) -> dict[str, Any]:
    return person_values(
        entry.email,
        name=entry.name,
        phone=entry.phone or None,
        language=entry.language or scope.language,
        now=scope.now,
    )


def _registration(entry: Entry, person_id: int, scope: Scope) -> dict[str, Any]:
    return registration_values(
        scope.edition_id,
        person_id=person_id,
        category_id=entry.wanted_category or 0,
        organisation=entry.organisation,
        position=entry.position,
        sector=entry.sector,
        now=scope.now,
    )


def change_registered(rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
    """Correct what rows say otherwise of people who are registered; the history says it."""
    people = locked_rows(Person, [row.known.person_id for row in rows])
    registrations = locked_rows(Registration, [row.known.registration_id for row in rows])
    renamed = []
    for row in rows:
        changes = row.entry.changes(row.known)
        person, registration = people[row.known.person_id], registrations[row.known.registration_id]
        if own := _of_person(row.entry, changes):
            writing.change(row.number, Person, person["id"], before=person, after=own)
        if {"full_name", "language"} & set(changes):
            renamed.append(person["id"])
        own = {**_of_registration(row.entry, changes), "changed_at": scope.now}
        writing.change(row.number, Registration, registration["id"], before=registration, after=own)
    events = [(row.number, _correction(row.entry, row.known, registrations, scope)) for row in rows]
    writing.add(RegistrationEvent, events)
    writing.save()
    session().expire_all()
    for person_id in renamed:
        announce(PersonChanged(person_id=person_id, at=scope.now))


def _of_person(entry: Entry, changes: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(name_values(entry.name)) if "full_name" in changes else {}
    if "phone" in changes:
        values["phone"] = entry.phone
    if "language" in changes:
        values["language"] = entry.language
    return values


def _of_registration(entry: Entry, changes: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "organisation" in changes:
        values |= {"organisation": entry.organisation, "organisation_folded": fold(entry.organisation)}
    if "position" in changes:
        values["position"] = entry.position
    if "sector" in changes:
        values["sector"] = entry.sector
    return values


def _correction(entry: Entry, known: Stored, registrations: Mapping[int, Any], scope: Scope) -> dict[str, Any]:
    changes = {
        CORRECTED[field].value: list(values) if CORRECTED[field] in SAID else []
        for field, values in entry.changes(known).items()
    }
    key = known.registration_id or 0
    event = event_values(key, reason=scope.source, changes=changes, by=scope.by, now=scope.now)
    return {**event, "status": registrations[key]["status"]}


def mail_registered(keys: Mapping[int, int], scope: Scope) -> list[int]:
    """Mail people their confirmation: of registrations by row of the sheet, those still approved with an address."""
    session().scalars(select(Category).where(Category.edition_id == scope.edition_id)).all()
    by_id: dict[int, tuple[Registration, Person]] = {}
    for some in batches(keys.values()):
        query = select(Registration, Person).join(Person, Person.id == Registration.person_id)
        query = query.where(Registration.id.in_(some), Registration.status == RegistrationStatus.APPROVED)
        found = session().execute(query.where(Person.email.is_not(None)))
        by_id |= {row.Registration.id: row._tuple() for row in found}
    mailed = []
    for number, key in keys.items():
        if key in by_id:
            registration, person = by_id[key]
            notify("registered_by_desk", registration, now=scope.now, person=person)
            mailed.append(number)
    return mailed
