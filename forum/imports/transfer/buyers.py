"""Buyers: a person with an address, the company they buy for, their table; invited without a mail until it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from forum.core.i18n import N_
from forum.core.labels import word_of
from forum.core.names import PersonName
from forum.core.search import fold
from forum.core.sheet_columns import MISSING, Column, text_cell
from forum.imports.enums import ImportKind, Verdict
from forum.imports.queries.buyers import known_buyers, known_persons
from forum.imports.queries.companies import known_companies
from forum.imports.rules.buyers import BuyerEntry, StoredBuyer
from forum.imports.rules.companies import CompanyEntry, StoredCompany, entry_named
from forum.imports.rules.rows import JudgedRow, ReadRow, Scope
from forum.imports.service.buyers import invite_all, write_buyers
from forum.imports.service.writing import Writing
from forum.imports.transfer.cells import (
    EMAIL,
    ID,
    LANGUAGE,
    NAME_COLUMNS,
    PHONE,
    POSITION,
    TEXT_LENGTH,
    named_cell,
)
from forum.imports.transfer.companies import NAMESAKE, RFC, Finder
from forum.imports.transfer.kind import GONE, NAMELESS, REPEATS, Kind, compared, duplicate, refused
from forum.imports.transfer.naming import NAME_FIELDS, name_of, with_full_name, wrong_name
from forum.matchmaking.enums import InterpreterLanguage
from forum.matchmaking.queries.participants import list_tables
from forum.registration.errors import KnownByOtherName
from forum.registration.rules import may_be_same_person

OTHER_BUYER = N_("Ese id es de otro comprador. El correo de un comprador no se cambia al importar.")
OTHER_COMPANY = N_("Ya es comprador de «%(company)s» en esta edición.")
MEETS_THERE = N_("Tiene citas en la mesa %(table)s. Cambie de mesa en Coordinación: ahí se mueven también sus citas.")


@dataclass(frozen=True, slots=True)
class Named:
    """What cells may name: tables by number, interpreters by language."""

    tables: Mapping[str, tuple[int, int]]
    interpreters: Mapping[str, str]


@dataclass(slots=True)
class _Seen:
    """Who and which companies are stored, and what the rows before said."""

    finder: Finder
    people: Mapping[str, tuple[int, PersonName]]
    buyers: Mapping[int, StoredBuyer]
    rows: dict[str, int] = field(default_factory=dict)


class Buyers(Kind):
    """Buyers with their companies."""

    kind = ImportKind.BUYERS
    columns = (
        ID,
        *NAME_COLUMNS,
        EMAIL,
        PHONE,
        Column(
            "company",
            N_("Empresa compradora"),
            "Buying company",
            text_cell(TEXT_LENGTH),
            ("empresa", "company", "organización", "compañía", "razón social"),
        ),
        RFC,
        POSITION,
        Column("table", N_("Mesa"), "Table", named_cell("tables"), ("no de mesa", "número de mesa", "table number")),
        Column("interpreter", N_("Intérprete"), "Interpreter", named_cell("interpreters")),
        LANGUAGE,
    )
    needed = (NAME_FIELDS, ("email",), ("company",))
    table = "buyer"
    mails = True

    def places(self, places: Mapping[str, int]) -> Mapping[str, int]:
        """The name may be in one column."""
        return with_full_name(places)

    def known(self, scope: Scope) -> Named:
        """The tables of the edition, and the languages of interpreters."""
        tables = {str(table.number): (table.id, table.number) for table in list_tables(scope.edition_id)}
        words = {fold(name): each.value for each in InterpreterLanguage for name in (each.value, word_of(each))}
        return Named(tables, words)

    def judge(self, rows: Sequence[ReadRow], scope: Scope) -> list[JudgedRow]:
        """What becomes of each row: a buyer is known by their address."""
        people = known_persons(row.told.get("email") for row in rows)
        seen = _Seen(Finder(known_companies()), people, known_buyers(scope.edition_id))
        return [_judge(row, seen) for row in rows]

    def write(self, rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
        """Add and change buyers."""
        write_buyers(rows, scope, writing)

    def mail(self, keys: Mapping[int, int], scope: Scope) -> list[int]:
        """Send the invitations."""
        return invite_all(keys, scope)


def _judge(row: ReadRow, seen: _Seen) -> JudgedRow:
    told, name = row.told, name_of(row.told)
    email, company = told.get("email"), told.get("company") or ""
    title = " · ".join(filter(None, (name.full, company))) or email or NAMELESS
    wrong = list(filter(None, [wrong_name(name)]))
    if row.wrong or wrong:
        return refused(ReadRow(row.number, row.cells, told, [*row.wrong, *wrong]), title, "")
    for of, text in (("email", email), ("company", company)):
        if not text:
            return refused(row, title, MISSING, of=of)
    if email in seen.rows:
        return duplicate(row, title, REPEATS, number=seen.rows[email])
    person_id, known_name = seen.people.get(email or "", (None, name))
    if not may_be_same_person(name.full, known_name.full):
        return refused(row, title, KnownByOtherName.sentence, of="email")
    seen.rows[email or ""] = row.number
    return _of_company(row, title, name, person_id, seen)


def _of_company(row: ReadRow, title: str, name: PersonName, person_id: int | None, seen: _Seen) -> JudgedRow:
    company = entry_named(row.told.get("company") or "", "", row.told.get("rfc"))
    found, before = seen.finder.find(company) or _only(company, seen), seen.finder.row_before(company)
    buyer, key = seen.buyers.get(person_id or 0), row.told.get("id")
    if key is not None and (buyer is None or buyer.id != key):
        is_there = any(each.id == key for each in seen.buyers.values())
        return refused(row, title, OTHER_BUYER if is_there else GONE, of="email" if is_there else "id")
    if found is None and before is None and buyer is None and seen.finder.is_unclear(company):
        return refused(row, title, NAMESAKE, of="company")
    entry = _entry(row, name, company, found)
    entry = replace(entry, person_id=person_id, company_row=before if found is None else None)
    if buyer is not None:
        if buyer.company_id not in {each.id for each in seen.finder.known.named(company)} | {found.id if found else 0}:
            return refused(row, title, OTHER_COMPANY, of="company", company=buyer.company)
        if buyer.has_meetings and entry.table and entry.table[0] != buyer.table_id:
            return refused(row, title, MEETS_THERE, of="table", table=buyer.table or 0)
        return compared(row, title, entry.changes(buyer), entry=entry, known=buyer)
    if found is None and before is None:
        seen.finder.remember(company, row.number)
    return JudgedRow(row.number, row.cells, title, Verdict.NEW, seen.finder.remarks(company, found), entry)


def _only(company: CompanyEntry, seen: _Seen) -> StoredCompany | None:
    """The only company of this name that buys in the edition already, where no RFC says which one is meant."""
    buying = {each.company_id for each in seen.buyers.values()}
    named = [each for each in seen.finder.known.named(company) if each.id in buying]
    return named[0] if company.number is None and len(named) == 1 else None


def _entry(row: ReadRow, name: PersonName, company: CompanyEntry, found: StoredCompany | None) -> BuyerEntry:
    told = row.told
    return BuyerEntry(
        name=name,
        email=told["email"],
        phone=told.get("phone") or "",
        language=told.get("language") or "",
        company=company,
        found=found,
        company_row=None,
        position=told.get("position") or "",
        table=told.get("table"),
        interpreter=told.get("interpreter") or "",
        person_id=None,
    )
