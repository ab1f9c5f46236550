"""Writing companies, their part in an edition as suppliers, and their membership of an ally."""

from collections.abc import Sequence
from typing import Any

from forum.companies.models import Affiliation, Company, CompanyEvent
from forum.core.collation import stored_key
from forum.core.search import fold
from forum.imports.rules.companies import CompanyEntry
from forum.imports.rules.rows import JudgedRow, Scope
from forum.imports.service.writing import Writing, locked_rows
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Supplier


def add_companies(entries: Sequence[tuple[int, CompanyEntry]], scope: Scope, writing: Writing, part: str) -> list[int]:
    """Add companies, each with the number of its row; returns their ids."""
    keys = writing.add(Company, [(number, _values(entry, scope)) for number, entry in entries], part=part)
    events = [(number, _event(key, "imported", scope)) for (number, _entry), key in zip(entries, keys, strict=True)]
    writing.add(CompanyEvent, events, part=part)
    return keys


def _values(entry: CompanyEntry, scope: Scope) -> dict[str, Any]:
    return {
        "name": entry.name,
        "legal_name": entry.legal_name,
        "name_folded": fold(f"{entry.name} {entry.legal_name}"),
        "name_sorted": stored_key(entry.name),
        "rfc": entry.rfc.number if entry.rfc else None,
        "country": entry.country,
        "sector": entry.sector,
        "website": entry.website or None,
        "created_at": scope.now,
    }


def _event(company_id: int, kind: str, scope: Scope, **detail: Any) -> dict[str, Any]:
    return {"company_id": company_id, "kind": kind, "detail": detail, "at": scope.now, "by_id": scope.by}


def fill_in(rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
    """Write what stored companies did not say yet: their website."""
    stored = locked_rows(Company, [row.known.id for row in rows])
    for row in rows:
        key, after = row.known.id, {"website": row.entry.website}
        writing.change(row.number, Company, key, before=stored[key], after=after)
    events = [(row.number, _event(row.known.id, "imported", scope, fields=["website"])) for row in rows]
    writing.add(CompanyEvent, events)


def add_suppliers(rows: Sequence[tuple[int, int]], scope: Scope, writing: Writing) -> None:
    """Let companies (number of the row, id) take part in the meetings of the edition, to be approved."""
    values = {"edition_id": scope.edition_id, "status": SupplierStatus.PENDING, "created_at": scope.now}
    writing.add(Supplier, [(number, {**values, "company_id": key}) for number, key in rows])


def add_members(rows: Sequence[tuple[int, int]], ally_id: int, writing: Writing) -> None:
    """Let companies (number of the row, id) belong to an ally."""
    writing.add(Affiliation, [(number, {"company_id": key, "ally_id": ally_id}) for number, key in rows])
