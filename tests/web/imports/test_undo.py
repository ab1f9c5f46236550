"""Undoing an import: all that nobody touched is as before, the rest stays and is listed.

FORO_EXAMPLES sets the number of pairs of sheets that are tried.
"""

import os
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from forum.accounts.models import Person
from forum.badges.models import Badge, Handover
from forum.core.clock import utc_now
from forum.core.database import Base, atomic, session
from forum.editions.models import Category
from forum.imports.enums import Kept
from forum.imports.models import ImportRow
from forum.imports.service.batches import UNDONE_WITHIN, forget_old_rows
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration, RegistrationEvent
from tests.builders.registrations import a_registration
from tests.web.imports.conftest import Lists, all_rows, batch_of, verdicts_of

pytestmark = pytest.mark.both_engines

EXAMPLES = int(os.environ.get("FORO_EXAMPLES", "5"))
WHO = {"person", "registration"}
SHEET = "Nombre completo,Correo,Organización\nAna Ruiz,ana@example.mx,Forja\nEva Luna,eva@example.mx,Forja\n"


def kept_of(page: str) -> dict[int, Kept]:
    query = select(ImportRow).where(ImportRow.batch_id == batch_of(page).id, ImportRow.kept.is_not(None))
    rows = session().scalars(query)
    return {row.number: row.kept for row in rows if row.kept}


def registration_of(email: str) -> Registration:
    query = select(Registration).join(Person, Person.id == Registration.person_id).where(Person.email == email)
    return session().scalars(query).one()


def test_everything_is_as_before(lists: Lists) -> None:
    before = all_rows()
    page = lists.bring(SHEET)
    assert all_rows() != before
    batch = lists.undo(page)
    assert all_rows() == before
    assert (batch.stayed, batch.undone_by_id) == (0, batch.by_id)
    assert lists.client.post(f"{page}/undoing").status_code == 303  # a second press is told so, and changes nothing
    assert all_rows() == before


def test_what_was_changed_is_as_before(lists: Lists) -> None:
    lists.bring(SHEET)
    before = all_rows()
    page = lists.bring("Nombre completo,Correo,Organización,Celular\nAna Ruiz,ana@example.mx,Aceros,4771234567\n")
    assert verdicts_of(page) == ["update"]
    lists.undo(page)
    assert all_rows() == before


def touch_by_desk(lists: Lists) -> None:
    registration = registration_of("ana@example.mx")
    with atomic():
        session().get_one(Registration, registration.id).position = "Compras"


def touch_by_handing_over(lists: Lists) -> None:
    badge = session().scalars(select(Badge).where(Badge.registration_id == registration_of("ana@example.mx").id)).one()
    with atomic() as current:
        current.add(Handover(badge_id=badge.id, at=utc_now()))


@pytest.mark.parametrize(
    ("touch", "why"), [(touch_by_desk, Kept.CHANGED), (touch_by_handing_over, Kept.USED)], ids=["changed", "used"]
)
def test_what_was_touched_stays_whole_and_is_listed(lists: Lists, touch: Any, why: Kept) -> None:
    page = lists.bring(SHEET)
    touch(lists)
    lists.undo(page)
    assert kept_of(page) == {2: why}
    emails = select(Person.email).where(Person.email.in_(["ana@example.mx", "eva@example.mx"]))
    assert list(session().scalars(emails)) == ["ana@example.mx"]
    assert session().get_one(Category, lists.category.id, populate_existing=True).places_taken == 1
    text = lists.client.get(page).text
    assert "Se quedó 1 renglón." in text
    assert "Ana Ruiz" in text


def test_a_freed_place_goes_to_who_waits(lists: Lists) -> None:
    with atomic():
        session().get_one(Category, lists.category.id).quota = 2
    page = lists.bring(SHEET)
    waiting = a_registration(lists.category, status=RegistrationStatus.WAITLISTED, waiting_since=utc_now())
    lists.undo(page)
    promoted = session().get_one(Registration, waiting.id, populate_existing=True)
    assert promoted.status is RegistrationStatus.APPROVED
    assert session().get_one(Category, lists.category.id, populate_existing=True).places_taken == 1


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("model", [Registration, RegistrationEvent, Badge])
def test_what_stands_beside_every_person_is_found_by_an_index(model: type[Base]) -> None:
    """A person who is deleted is looked for in it, once for each who goes: without an index nothing else is written."""
    inspector = inspect(session().connection())
    table = str(model.__tablename__)
    keys = {key["constrained_columns"][0] for key in inspector.get_foreign_keys(table) if key["referred_table"] in WHO}
    assert keys <= {index["column_names"][0] for index in inspector.get_indexes(table)}


NAMES = st.sampled_from(["Ana Ruiz", "Eva Luna", "Íñigo Muñoz de la Peña", "José Paz", "", "123", "www.x.mx", "Ana"])
EMAILS = st.sampled_from(["ana@example.mx", "ANA@example.mx", "eva@example.mx", "ñ", "", "jose@example.mx", "x@y"])
PHONES = st.sampled_from(["", "4771234567", "477", "+81 3 1234 5678", "04771112233"])
ANY = st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters='"'), max_size=8)
ROWS = st.lists(st.tuples(NAMES | ANY, EMAILS | ANY, PHONES | ANY, NAMES | ANY, ANY), min_size=1, max_size=12)


def written(rows: list[tuple[str, ...]]) -> str:
    quoted = [",".join(f'"{cell}"' for cell in row) for row in rows]
    return "\n".join(["Nombre completo,Correo,Celular,Organización,Categoría", *quoted]) + "\n"


@given(rows=ROWS, more=ROWS)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_are_imported_or_refused_and_undone_without_a_trace(
    lists: Lists, rows: list[tuple[str, ...]], more: list[tuple[str, ...]]
) -> None:
    empty = all_rows()
    first = lists.upload(written(rows))
    lists.judge(first, target_id=lists.category.id)
    lists.client.post(f"{first}/confirmation")
    between = all_rows()
    second = lists.upload(written(more))
    lists.judge(second, target_id=lists.category.id)
    lists.client.post(f"{second}/confirmation")
    for page, sheet in ((first, rows), (second, more)):
        batch = batch_of(page)
        count = sum(1 for row in sheet if any(cell.strip() for cell in row))
        assert batch.new + batch.updated + batch.same + batch.refused == len(verdicts_of(page)) <= count
    for page, before in ((second, between), (first, empty)):
        if batch_of(page).imported_at is not None:
            lists.undo(page)
        assert {name: settled(name, found) for name, found in all_rows().items()} == {
            name: settled(name, found) for name, found in before.items()
        }


def settled(table: str, rows: list[Any]) -> list[Any]:
    """Rows without the moment at which a renamed person's registrations tell calendars of it."""
    if table != "registration":
        return rows
    at = Registration.__table__.columns.keys().index("changed_at")
    return [row[:at] + row[at + 1 :] for row in rows]


def test_after_a_month_the_rows_are_deleted_and_nothing_is_undone(lists: Lists) -> None:
    page = lists.bring(SHEET)
    stays, batch = all_rows(), batch_of(page)
    forget_old_rows(now=utc_now() + UNDONE_WITHIN - timedelta(hours=1))
    assert "Deshacer la importación" in lists.client.get(page).text
    forget_old_rows(now=utc_now() + UNDONE_WITHIN + timedelta(hours=1))
    assert session().scalars(select(ImportRow).where(ImportRow.batch_id == batch.id)).all() == []
    shown = lists.client.get(page).text
    assert ("ya no se puede deshacer" in shown, "Deshacer la importación" in shown) == (True, False)
    lists.client.post(f"{page}/undoing")
    assert all_rows() == stays
