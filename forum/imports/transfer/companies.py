"""Companies: told apart by their RFC; by their name alone only where neither has one."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forum.companies.context import participants
from forum.companies.enums import Sector
from forum.companies.rules.rfc import Rfc, parse_rfc
from forum.core.countries import countries
from forum.core.database import session
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.labels import word_of
from forum.core.search import fold
from forum.core.sheet_columns import MISSING, CellUnreadable, Column, text_cell
from forum.imports.enums import ImportKind, Verdict
from forum.imports.queries.companies import known_companies
from forum.imports.rules.companies import CompanyEntry, KnownCompanies, StoredCompany, entry_named
from forum.imports.rules.rows import JudgedRow, ReadRow, Remark, Scope
from forum.imports.service.companies import add_companies, add_suppliers, fill_in
from forum.imports.service.writing import Writing
from forum.imports.transfer.cells import ID, TEXT_LENGTH, named_cell
from forum.imports.transfer.kind import GONE, NAMELESS, REPEATS, Kind, compared, duplicate, refused

AS_SUPPLIERS = 1
OTHER_RFC = N_("Ese id es de la empresa con RFC %(rfc)s. El RFC lo cambia la empresa en su perfil.")
NAMESAKE = N_("Ya hay una empresa con ese nombre. Escriba su RFC para saber si es la misma.")
KEEPS_NAME = N_("Se conserva el nombre que ya tiene: %(name)s.")
CHECK_DIGIT = N_("El dígito verificador del RFC no coincide. Se importa así; confírmelo con la empresa.")
MAYBE_TWICE = N_("Hay otra empresa con ese nombre y otro RFC, o sin él.")


def rfc_cell(text: str, _known: Any) -> Rfc | None:
    """An RFC; the check digit is said beside the row."""
    return parse_rfc(text) if text else None


def website_cell(text: str, _known: Any) -> str:
    """The address of a page."""
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    if not address.startswith(("https://", "http://")) or "." not in address or " " in address or len(address) > 200:
        raise CellUnreadable(N_("Escriba la dirección como www.empresa.mx."))
    return address


RFC = Column("rfc", N_("RFC"), "RFC", rfc_cell, ("tax id", "r f c"))
NAME = Column(
    "name", N_("Nombre comercial"), "Trade name", text_cell(TEXT_LENGTH), ("empresa", "nombre", "company", "name")
)
LEGAL_NAME = Column("legal_name", N_("Razón social"), "Legal name", text_cell(2 * TEXT_LENGTH), ("denominación",))


@dataclass(frozen=True, slots=True)
class Named:
    """What cells may name: sectors, and countries by name or code."""

    sectors: Mapping[str, Sector]
    countries: Mapping[str, str]


@dataclass(slots=True)
class Finder:
    """Finds the company that a row is about: among the stored ones, and among those of the rows before."""

    known: KnownCompanies
    by_rfc: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)

    def row_before(self, entry: CompanyEntry) -> int | None:
        """The row before that says the same company."""
        if entry.number is not None:
            return self.by_rfc.get(entry.number)
        return next((self.by_name[key] for key in entry.keys if key in self.by_name), None)

    def remember(self, entry: CompanyEntry, number: int) -> None:
        """A row is about this company."""
        if entry.number is not None:
            self.by_rfc.setdefault(entry.number, number)
        else:
            for key in entry.keys:
                self.by_name.setdefault(key, number)

    def find(self, entry: CompanyEntry) -> StoredCompany | None:
        """The stored company: of this RFC; without one, the only one of this name, which has none either."""
        if entry.number is not None:
            return self.known.by_rfc.get(entry.number)
        named = self.known.named(entry)
        alike = [each for each in named if each.rfc == (entry.rfc.number if entry.rfc else None)]
        return alike[0] if len(named) == len(alike) == 1 else None

    def is_unclear(self, entry: CompanyEntry) -> bool:
        """Whether stored companies have the name, and nothing says which one is meant."""
        return entry.number is None and bool(self.known.named(entry))

    def remarks(self, entry: CompanyEntry, found: StoredCompany | None) -> tuple[Remark, ...]:
        """What is worth a look, and is no reason to refuse."""
        said = []
        if entry.rfc and not entry.rfc.check_digit_matches:
            said.append(Remark("rfc", CHECK_DIGIT))
        if found is not None and found not in self.known.named(entry) and entry.keys:
            said.append(Remark("", KEEPS_NAME, {"name": found.name}))
        if found is None and entry.number is not None and self.known.named(entry):
            said.append(Remark("", MAYBE_TWICE))
        return tuple(said)


class Companies(Kind):
    """Companies, and as suppliers of the edition where that is chosen."""

    kind = ImportKind.COMPANIES
    columns = (
        ID,
        RFC,
        LEGAL_NAME,
        NAME,
        Column("sector", N_("Sector"), "Sector", named_cell("sectors")),
        Column("country", N_("País"), "Country", named_cell("countries")),
        Column("website", N_("Sitio web"), "Website", website_cell, ("página", "página web", "web", "url")),
    )
    needed = (("legal_name", "name"),)
    target = N_("Cómo participan las nuevas")
    table = "company"

    def targets(self, edition_id: int) -> Sequence[tuple[int, str]]:  # noqa: ARG002 - the same everywhere
        """As suppliers, or only registered."""
        return [(AS_SUPPLIERS, _("Proveedores de las citas, por aprobar"))]

    def known(self, scope: Scope) -> Named:  # noqa: ARG002 - the same everywhere
        """Sectors, and countries as the reader calls them."""
        sectors = {fold(name): each for each in Sector for name in (each.value, word_of(each))}
        named = {fold(key): code for code, name in countries(first="MX") for key in (code, name)}
        return Named(sectors, named)

    def judge(self, rows: Sequence[ReadRow], scope: Scope) -> list[JudgedRow]:
        """What becomes of each row."""
        finder = Finder(known_companies())
        told = any(row.told.get("id") for row in rows)
        here = set(session().scalars(participants(scope.edition_id))) if told else set()
        return [_judge(row, finder, here) for row in rows]

    def write(self, rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
        """Add who is new, fill in what the known ones do not say."""
        new = [(row.number, row.entry) for row in rows if row.verdict is Verdict.NEW]
        keys = add_companies(new, scope, writing, "")
        if scope.target_id == AS_SUPPLIERS:
            add_suppliers([(number, key) for (number, _entry), key in zip(new, keys, strict=True)], scope, writing)
        fill_in([row for row in rows if row.verdict is Verdict.UPDATE], scope, writing)


def company_of(told: Mapping[str, Any]) -> CompanyEntry:
    """The company that the cells of a row say."""
    said = {name: told.get(name) for name in ("sector", "country", "website")}
    return entry_named(told.get("name") or "", told.get("legal_name") or "", told.get("rfc"), **said)


def _judge(row: ReadRow, finder: Finder, here: Container[int]) -> JudgedRow:
    entry = company_of(row.told) if not row.wrong else None
    title = row.told.get("name") or row.told.get("legal_name") or NAMELESS
    if entry is None:
        return refused(row, title, "")
    if not entry.keys - {""}:
        return refused(row, title, MISSING, of="legal_name")
    before = finder.row_before(entry)
    if before is not None:
        return duplicate(row, title, REPEATS, number=before)
    finder.remember(entry, row.number)
    key = row.told.get("id")
    found = finder.find(entry) if key is None else finder.known.by_id.get(key if key in here else 0)
    if key is not None and found is None:
        return refused(row, title, GONE, of="id")
    if key is not None and found is not None and entry.number not in {None, found.rfc}:
        return refused(row, title, OTHER_RFC, of="rfc", rfc=found.rfc or "—")
    if found is None and finder.is_unclear(entry):
        return duplicate(row, title, NAMESAKE)
    remarks = finder.remarks(entry, found)
    if found is None:
        return JudgedRow(row.number, row.cells, title, Verdict.NEW, remarks, entry)
    may_replace = key is not None or not found.website  # with its id it is said which company is meant
    is_other = bool(entry.website) and entry.website != found.website and may_replace
    filled = {"website": (found.website or "", entry.website)} if is_other else {}
    judged = compared(row, title, filled, entry=entry, known=found)
    return JudgedRow(
        judged.number, judged.cells, title, judged.verdict, (*judged.remarks, *remarks), judged.entry, judged.known
    )
