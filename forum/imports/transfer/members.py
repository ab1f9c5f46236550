"""Members of an ally: the RFC of each, and its name where it is not registered yet."""

from collections.abc import Sequence

from forum.companies.queries.allies import list_allies
from forum.core.i18n import N_
from forum.core.sheet_columns import MISSING
from forum.imports.enums import ImportKind, Verdict
from forum.imports.queries.companies import known_companies, list_members
from forum.imports.rules.rows import JudgedRow, ReadRow, Scope
from forum.imports.service.companies import add_companies, add_members
from forum.imports.service.writing import Writing
from forum.imports.transfer.companies import LEGAL_NAME, NAME, RFC, Finder, company_of
from forum.imports.transfer.kind import REPEATS, Kind, duplicate, refused

UNKNOWN = N_("Ninguna empresa registrada tiene ese RFC. Agregue su nombre para darla de alta.")
GENERIC = N_("El RFC genérico no dice qué empresa es.")


class Members(Kind):
    """The members of an ally that is chosen for the sheet."""

    kind = ImportKind.MEMBERS
    columns = (RFC, LEGAL_NAME, NAME)
    needed = (("rfc",),)
    target = N_("Aliado")
    target_is_needed = True
    table = "affiliation"

    def targets(self, edition_id: int) -> Sequence[tuple[int, str]]:
        """The allies."""
        return [(ally.id, ally.name) for ally, _codes, _uses in list_allies(edition_id)]

    def judge(self, rows: Sequence[ReadRow], scope: Scope) -> list[JudgedRow]:
        """What becomes of each row: a company that belongs to the ally, or will."""
        finder, members = Finder(known_companies()), list_members(scope.target_id or 0)
        return [_judge(row, finder, members) for row in rows]

    def write(self, rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
        """Add the companies that are not registered, and let all belong to the ally."""
        unknown = [(row.number, row.entry) for row in rows if row.known is None]
        keys = add_companies(unknown, scope, writing, "")
        ids = {row.number: row.known.id for row in rows if row.known is not None}
        ids |= {number: key for (number, _entry), key in zip(unknown, keys, strict=True)}
        add_members(sorted(ids.items()), scope.target_id or 0, writing)


def _judge(row: ReadRow, finder: Finder, members: set[int]) -> JudgedRow:
    rfc = row.told.get("rfc")
    title = row.told.get("name") or row.told.get("legal_name") or (rfc.number if rfc else "—")
    if row.wrong or rfc is None:
        return refused(row, title, "" if row.wrong else MISSING, of="rfc")
    if rfc.is_generic:
        return refused(row, title, GENERIC, of="rfc")
    entry = company_of(row.told)
    before = finder.row_before(entry)
    if before is not None:
        return duplicate(row, title, REPEATS, number=before)
    finder.remember(entry, row.number)
    found = finder.find(entry)
    if found is None and not entry.keys - {""}:
        return refused(row, title, UNKNOWN, of="rfc")
    verdict = Verdict.SAME if found is not None and found.id in members else Verdict.NEW
    return JudgedRow(row.number, row.cells, title, verdict, finder.remarks(entry, found), entry, found)
