"""People who attend: a person with their approved registration in a category, and its badge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forum.companies.enums import Sector
from forum.core.i18n import N_, locale_name
from forum.core.labels import word_of
from forum.core.names import PersonName
from forum.core.search import fold
from forum.core.sheet_columns import Column, text_cell
from forum.editions.queries import list_categories
from forum.imports.enums import ImportKind, Verdict
from forum.imports.queries.people import KnownPeople, Registered, known_people
from forum.imports.rules.people import Entry
from forum.imports.rules.rows import JudgedRow, ReadRow, Remark, Scope
from forum.imports.service.people import change_registered, mail_registered, register_all
from forum.imports.service.writing import Writing
from forum.imports.transfer.cells import EMAIL, ID, LANGUAGE, NAME_COLUMNS, PHONE, POSITION, TEXT_LENGTH, named_cell
from forum.imports.transfer.kind import NAMELESS, REPEATS, Kind, compared, duplicate, refused
from forum.imports.transfer.naming import NAME_FIELDS, name_of, with_full_name, wrong_name
from forum.registration.errors import CategoryFull, KnownByOtherName, RegisteredHere
from forum.registration.rules import may_be_same_person

OTHER_NAME = N_("El renglón %(number)s tiene el mismo correo con otro nombre.")
NO_CATEGORY = N_("Diga la categoría: en su columna o para toda la hoja.")
OTHER_CATEGORY = N_("Ya tiene registro como «%(category)s». La categoría se cambia en la mesa de registro.")
OTHER_EMAIL = N_("Su correo es %(email)s. El correo se corrige en la mesa de registro.")
KNOWN_NAMESAKE = N_("Ya hay un registro con ese nombre y organización. Si es otra persona, escriba su correo.")
MAYBE_TWICE = N_("Hay otro registro con ese nombre y organización; su correo es otro.")
NO_SUCH_ID = N_("Esta edición no tiene un registro con ese id. Borre el id para registrar a alguien nuevo.")


@dataclass(frozen=True, slots=True)
class Named:
    """What cells may name: categories and sectors, by their folded names."""

    categories: Mapping[str, int]
    sectors: Mapping[str, Sector]


@dataclass(slots=True)
class _Seen:
    """What the rows before said: who is in them, and the places that are left in each category."""

    known: KnownPeople
    by_email: dict[str, tuple[int, PersonName]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], tuple[int, str | None]] = field(default_factory=dict)
    by_id: dict[int, int] = field(default_factory=dict)


class People(Kind):
    """People who attend."""

    kind = ImportKind.PEOPLE
    columns = (
        ID,
        *NAME_COLUMNS,
        EMAIL,
        PHONE,
        Column(
            "organisation",
            N_("Organización"),
            "Organization",
            text_cell(TEXT_LENGTH),
            ("empresa", "empresa u organización", "compañía", "institución", "company", "razón social"),
        ),
        POSITION,
        Column("sector", N_("Sector"), "Sector", named_cell("sectors")),
        LANGUAGE,
        Column("category", N_("Categoría"), "Category", named_cell("categories"), ("tipo", "tipo de asistente")),
    )
    needed = (NAME_FIELDS,)
    target = N_("Categoría de quienes no la dicen")
    table = "registration"
    mails = True

    def targets(self, edition_id: int) -> Sequence[tuple[int, str]]:
        """The categories."""
        return [(each.id, each.name(locale_name())) for each in list_categories(edition_id)]

    def places(self, places: Mapping[str, int]) -> Mapping[str, int]:
        """The name may be in one column."""
        return with_full_name(places)

    def known(self, scope: Scope) -> Named:
        """The categories by name in both languages and by code; the sectors."""
        categories = list_categories(scope.edition_id)
        names = {fold(name): each.id for each in categories for name in (each.code, each.name_en, each.name_es)}
        sectors = {fold(name): each for each in Sector for name in (each.value, word_of(each))}
        return Named(names, sectors)

    def judge(self, rows: Sequence[ReadRow], scope: Scope) -> list[JudgedRow]:
        """What becomes of each row: who is registered is found by id, by address, without one by name."""
        entries = {row.number: _entry(row, scope) for row in rows}
        seen = _Seen(known_people(scope.edition_id, list(entries.values())))
        return [_judge(row, entries[row.number], seen) for row in rows]

    def write(self, rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
        """Correct who is known, register who is new."""
        change_registered([row for row in rows if row.verdict is Verdict.UPDATE], scope, writing)
        register_all([row for row in rows if row.verdict is Verdict.NEW], scope, writing)

    def mail(self, keys: Mapping[int, int], scope: Scope) -> list[int]:
        """Send everybody their confirmation with their link."""
        return mail_registered(keys, scope)


def _entry(row: ReadRow, scope: Scope) -> Entry:
    told = row.told
    return Entry(
        id=told.get("id"),
        name=name_of(told),
        email=told.get("email"),
        phone=told.get("phone") or "",
        organisation=told.get("organisation") or "",
        position=told.get("position") or "",
        sector=told.get("sector"),
        language=told.get("language") or "",
        category_id=told.get("category"),
        default_category_id=scope.target_id,
    )


def _judge(row: ReadRow, entry: Entry, seen: _Seen) -> JudgedRow:
    title = entry.name.full or entry.email or NAMELESS
    wrong = wrong_name(entry.name)
    if row.wrong or wrong is not None:
        return refused(ReadRow(row.number, row.cells, row.told, [*row.wrong, *filter(None, [wrong])]), title, "")
    if repeated := _repeated(row, entry, title, seen):
        return repeated
    if entry.id is not None and entry.id not in seen.known.by_id:
        return refused(row, title, NO_SUCH_ID, of="id")
    registered = seen.known.find(entry)
    judged = _known(row, entry, title, registered) if registered else _new(row, entry, title, seen)
    if judged.is_good:
        _remember(row, entry, seen)
    return judged


def _repeated(row: ReadRow, entry: Entry, title: str, seen: _Seen) -> JudgedRow | None:
    """The verdict of a row about somebody whom a row before was about."""
    if entry.id is not None and entry.id in seen.by_id:
        return duplicate(row, title, REPEATS, number=seen.by_id[entry.id])
    if entry.email in seen.by_email:
        number, name = seen.by_email[entry.email]
        if may_be_same_person(entry.name.full, name.full):
            return duplicate(row, title, REPEATS, number=number)
        return refused(row, title, OTHER_NAME, of="email", number=number)
    number, email = seen.by_name.get(entry.key, (0, None))
    if number and entry.id is None and not (email and entry.email):
        return duplicate(row, title, REPEATS, number=number)
    return None


def _remember(row: ReadRow, entry: Entry, seen: _Seen) -> None:
    if entry.id is not None:
        seen.by_id[entry.id] = row.number
    if entry.email is not None:
        seen.by_email[entry.email] = row.number, entry.name
    seen.by_name.setdefault(entry.key, (row.number, entry.email))


def _known(row: ReadRow, entry: Entry, title: str, registered: Registered) -> JudgedRow:
    """The verdict of a row about somebody who is registered: only what its cells say is compared."""
    if entry.email and entry.email != registered.email:
        return refused(row, title, OTHER_EMAIL, of="email", email=registered.email or "—")
    if entry.id is None and not may_be_same_person(entry.name.full, registered.name.full):
        return refused(row, title, RegisteredHere.sentence, of="email", name=registered.name.full)
    if entry.category_id not in {None, registered.category_id}:
        return refused(row, title, OTHER_CATEGORY, of="category", category=registered.category)
    return compared(row, title, entry.changes(registered), entry=entry, known=registered)


def _new(row: ReadRow, entry: Entry, title: str, seen: _Seen) -> JudgedRow:
    """The verdict of a row about somebody who is not registered: a place is taken, if there is one."""
    category_id = entry.wanted_category
    if category_id is None:
        return refused(row, title, NO_CATEGORY, of="category")
    person = seen.known.people.get(entry.email or "")
    if person is not None and not may_be_same_person(entry.name.full, person.name.full):
        return refused(row, title, KnownByOtherName.sentence, of="email")
    namesake = seen.known.by_name.get(entry.key)
    if namesake is not None and not (namesake.email and entry.email):
        return duplicate(row, title, KNOWN_NAMESAKE)
    left = seen.known.places.get(category_id)
    if left is not None and left <= 0:
        name = seen.known.category_names[category_id]
        return refused(row, title, CategoryFull.sentence, of="category", category=name)
    if left is not None:
        seen.known.places[category_id] = left - 1
    remarks = (Remark("", MAYBE_TWICE),) if namesake is not None else ()
    return JudgedRow(row.number, row.cells, title, Verdict.NEW, remarks, entry, person)
