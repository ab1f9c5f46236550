"""Writing buyers: their person, company, place at a table and role; inviting them when asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleEvent, RoleGrant
from forum.accounts.service import person_values
from forum.core.database import session
from forum.editions.queries import get_edition
from forum.imports.enums import Verdict
from forum.imports.queries.buyers import who_has_role
from forum.imports.rules.buyers import BuyerEntry
from forum.imports.rules.rows import JudgedRow, Scope
from forum.imports.service.companies import add_companies
from forum.imports.service.writing import SHARED, Writing, locked_rows
from forum.matchmaking.models import Buyer
from forum.matchmaking.service import remind_buyer


def write_buyers(rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
    """Add new buyers as invited, without a mail; change the position, table and interpreter of known ones."""
    new = [row for row in rows if row.verdict is Verdict.NEW]
    people, companies = _people(new, scope, writing), _companies(new, scope, writing)
    values = [(row.number, _buyer(row.entry, people[row.number], companies[row.number], scope)) for row in new]
    writing.add(Buyer, values)
    _grant([(row.number, people[row.number]) for row in new], scope, writing)
    _change([row for row in rows if row.verdict is Verdict.UPDATE], writing)


def _people(rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> dict[int, int]:
    unknown = [row for row in rows if row.entry.person_id is None]
    added = writing.add(Person, [(row.number, _person(row.entry, scope)) for row in unknown])
    ids = {row.number: key for row, key in zip(unknown, added, strict=True)}
    return {**ids, **{row.number: row.entry.person_id for row in rows if row.entry.person_id is not None}}


def _person(entry: BuyerEntry, scope: Scope) -> dict[str, Any]:
    language = entry.language or scope.language
    return person_values(entry.email, name=entry.name, phone=entry.phone or None, language=language, now=scope.now)


def _companies(rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> dict[int, int]:
    """The ids of the companies by row; one that several rows name is added with the first of them."""
    missing = [row for row in rows if row.entry.found is None and row.entry.company_row is None]
    keys = add_companies([(row.number, row.entry.company) for row in missing], scope, writing, SHARED)
    added = {row.number: key for row, key in zip(missing, keys, strict=True)}
    return {
        row.number: row.entry.found.id if row.entry.found else added[row.entry.company_row or row.number]
        for row in rows
    }


def _buyer(entry: BuyerEntry, person_id: int, company_id: int, scope: Scope) -> dict[str, Any]:
    return {
        "edition_id": scope.edition_id,
        "company_id": company_id,
        "person_id": person_id,
        "table_id": entry.table[0] if entry.table else None,
        "position": entry.position,
        "interpreter": entry.interpreter or None,
        "invited_at": scope.now,
        "removal_reason": "",
    }


def _grant(people: Sequence[tuple[int, int]], scope: Scope, writing: Writing) -> None:
    have = who_has_role(scope.edition_id, Role.BUYER, (person_id for _number, person_id in people))
    told = [(number, person_id) for number, person_id in people if person_id not in have]
    here: dict[str, Any] = {"edition_id": scope.edition_id, "role": Role.BUYER}
    grant = {**here, "granted_at": scope.now, "granted_by_id": scope.by}
    event = {**here, "granted": True, "at": scope.now, "by_id": scope.by}
    writing.add(RoleGrant, [(number, {**grant, "person_id": person_id}) for number, person_id in told])
    writing.add(RoleEvent, [(number, {**event, "person_id": person_id}) for number, person_id in told])


def _change(rows: Sequence[JudgedRow], writing: Writing) -> None:
    stored = locked_rows(Buyer, [row.known.id for row in rows])
    for row in rows:
        before, entry = stored[row.known.id], row.entry
        said = {
            "position": entry.position,
            "table_id": entry.table[0] if entry.table else None,
            "interpreter": entry.interpreter,
        }
        after = {name: value for name, value in said.items() if value and value != before[name]}
        writing.change(row.number, Buyer, row.known.id, before=before, after=after)


def invite_all(keys: Mapping[int, int], scope: Scope) -> list[int]:
    """Send buyers (by row of the sheet) their invitation; those who accepted or were removed get none."""
    edition = get_edition(scope.edition_id)
    waiting = select(Buyer.id).where(
        Buyer.id.in_(keys.values()), Buyer.accepted_at.is_(None), Buyer.removed_at.is_(None)
    )
    open_ids = set(session().scalars(waiting))
    mailed = [number for number, key in keys.items() if key in open_ids]
    for number in mailed:
        remind_buyer(keys[number], edition=edition, home=scope.home, now=scope.now)
    return mailed
