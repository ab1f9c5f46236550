"""Buyers, companies, stands and members of an ally from a sheet; each is undone without a trace."""

import pytest
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleGrant
from forum.companies.models import Affiliation, Company
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.enums import HallKind
from forum.editions.models import Hall, MeetingTable
from forum.exhibitors.models import Stand
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from tests.builders.companies import a_company, an_ally
from tests.builders.editions import a_hall, days_of, slots, tables
from tests.builders.meetings import a_supplier
from tests.web.imports.conftest import Lists, all_rows, mails, verdicts_of

pytestmark = pytest.mark.both_engines


def test_companies_are_told_apart_by_rfc(lists: Lists) -> None:
    a_company(name="Forjas", legal_name="FORJAS DEL AÑO", rfc="GODE561231GR8")
    page = lists.upload(
        "RFC;Razón social;País;Sitio web\n"
        "GODE-561231-GR8;Forjas del Año, S.A. de C.V.;;www.forjas.mx\n"
        "VACE460910SX6;Dígito Raro SA de CV;;\n"
        "XEXX010101000;Kowa Harness Ltd;Japón;\n"
        "XEXX010101000;Otra de Fuera;JP;\n"
        ";Forjas del Año;;\n"
        "ABC;Corta;;\n"
        "VACE460910SX6;Otra vez;;\n",
        kind="companies",
    )
    text = lists.judge(page, target_id=1)
    assert verdicts_of(page) == ["update", "new", "new", "new", "duplicate", "error", "duplicate"]
    for words in ("El dígito verificador del RFC no coincide", "Escriba su RFC", "Repite el renglón 3"):
        assert words in text
    before = all_rows()
    assert lists.client.post(f"{page}/confirmation").status_code == 303
    company = session().scalars(select(Company).where(Company.rfc == "VACE460910SX6")).one()
    assert (company.legal_name, company.name, company.name_folded) == (
        "DÍGITO RARO", "Dígito Raro", "digito raro digito raro",
    )  # fmt: skip
    foreign = session().scalars(select(Company).where(Company.rfc == "XEXX010101000")).all()
    assert [each.country for each in foreign] == ["JP", "JP"]
    assert len(session().scalars(select(Supplier).where(Supplier.edition_id == lists.edition.id)).all()) == 3
    lists.undo(page)
    assert all_rows() == before


def test_a_list_of_companies_is_the_same_the_second_time(lists: Lists) -> None:
    sheet = "RFC,Razón social\nGODE561231GR8,Forjas del Año\nXAXX010101000,Taller Sin Número\n,Sin RFC\n"
    lists.bring(sheet, kind="companies")
    page = lists.upload(sheet, kind="companies")
    lists.judge(page)
    assert verdicts_of(page) == ["same", "same", "same"]


def test_stands_are_laid_below_the_others(lists: Lists) -> None:
    hall = a_hall(lists.edition, kind=HallKind.EXHIBITION, name="Nave Uno")
    sheet = "Stand;Salón;Medidas;Tipo\na-1;Nave Uno;3 x 2 m;Isla\nA-2;;3 por 2;\nA-1;;1x1;\nA-3;Otra;3x2;\nA-4;;;\n"
    before = all_rows()
    page = lists.bring(sheet, kind="stands", target_id=hall.id)
    assert verdicts_of(page) == ["new", "new", "duplicate", "error", "error"]
    query = select(Stand).where(Stand.edition_id == lists.edition.id).order_by(Stand.code)
    assert [(each.code, each.width_cm, each.depth_cm, each.x_cm, each.kind) for each in session().scalars(query)] == [
        ("A-1", 300, 200, 0, "Isla"),
        ("A-2", 300, 200, 300, ""),
    ]
    between = all_rows()
    changed = lists.bring("Stand,Frente (m),Fondo (m)\nA-1,4.5,2\nA-2,3,2\n", kind="stands")
    assert verdicts_of(changed) == ["update", "same"]
    lists.undo(changed)
    assert all_rows() == between
    lists.undo(page)
    assert all_rows() == before


def test_members_of_an_ally(lists: Lists) -> None:
    known = a_company(name="Forjas", legal_name="FORJAS", rfc="GODE561231GR8")
    ally = an_ally("Cámara")
    before = all_rows()
    page = lists.upload(
        "RFC,Empresa\nGODE561231GR8,Forjas\nMAB9307148T4,Metales\nCOSC8001137NA,\nXAXX010101000,Nadie\n", kind="members"
    )
    assert lists.client.post(f"{page}/columns", data={"column_rfc": 0}).status_code == 422  # which ally?
    lists.judge(page, target_id=ally.id)
    assert verdicts_of(page) == ["new", "new", "error", "error"]
    lists.client.post(f"{page}/confirmation")
    members = set(session().scalars(select(Affiliation.company_id).where(Affiliation.ally_id == ally.id)))
    assert known.id in members
    assert len(members) == 2
    lists.undo(page)
    assert all_rows() == before


@pytest.fixture
def table(lists: Lists) -> MeetingTable:
    hall = a_hall(lists.edition)
    with atomic() as current:
        table = MeetingTable(edition_id=lists.edition.id, hall_id=hall.id, number=7)
        current.add(table)
    return table


BUYERS = (
    "Nombre completo,Correo,Empresa,Puesto,Mesa,Intérprete\n"
    "Hiroshi Tanaka,tanaka@example.jp,Kowa Motors,Compras,7,Japonés\n"
    "Ana Ruiz,ana@example.mx,KOWA MOTORS SA de CV,,7,\n"
    "Eva Luna,eva@example.mx,Forjas,,99,\n"
    "Sin Correo,,Forjas,,,\n"
)


def test_buyers_are_added_with_their_company_and_invited_when_asked(lists: Lists, table: MeetingTable) -> None:
    before = all_rows()
    page = lists.bring(BUYERS, kind="buyers")
    assert verdicts_of(page) == ["new", "new", "error", "error"]
    buyers = session().scalars(select(Buyer).where(Buyer.edition_id == lists.edition.id).order_by(Buyer.id)).all()
    assert [(each.table_id, each.position, each.interpreter) for each in buyers] == [
        (table.id, "Compras", "ja"), (table.id, "", None),
    ]  # fmt: skip
    assert len({each.company_id for each in buyers}) == 1
    roles = select(RoleGrant.role).where(RoleGrant.person_id.in_([each.person_id for each in buyers]))
    assert list(session().scalars(roles)) == [Role.BUYER, Role.BUYER]
    assert mails() == 0
    same = lists.bring(BUYERS.replace("Compras", "Dirección"), kind="buyers")
    assert verdicts_of(same)[:2] == ["update", "same"]
    lists.undo(same)
    lists.undo(page)
    assert all_rows() == before


def test_a_company_stays_where_another_buyer_of_it_stays(lists: Lists, table: MeetingTable) -> None:
    page = lists.bring(BUYERS, kind="buyers")
    hers = select(Buyer).join(Person, Person.id == Buyer.person_id).where(Person.email == "ana@example.mx")
    with atomic():
        session().scalars(hers).one().accepted_at = utc_now()
    batch = lists.undo(page)
    assert batch.stayed == 2  # the row of hers, and that of her colleague, of which the company is left
    left = session().scalars(select(Buyer).where(Buyer.edition_id == lists.edition.id)).all()
    assert [session().get_one(Company, each.company_id).name for each in left] == ["Kowa Motors"]


def test_a_buyer_who_meets_at_a_table_gets_no_other_by_a_sheet(lists: Lists, table: MeetingTable) -> None:
    """Their meetings would stay at the table they left."""
    lists.bring(BUYERS, kind="buyers")
    buyer = session().scalars(select(Buyer).where(Buyer.position == "Compras")).one()
    (slot, *_), (other, *_) = (
        slots(session().get_one(Hall, table.hall_id), days_of(lists.edition)[0]),
        tables(session().get_one(Hall, table.hall_id)),
    )
    supplier, person = a_supplier(lists.edition)
    with atomic() as current:
        current.add(
            Meeting(
                edition_id=lists.edition.id, buyer_id=buyer.id, company_id=supplier.company_id, person_id=person.id,
                slot_id=slot.id, table_id=table.id, status=MeetingStatus.SCHEDULED, uid="m", sequence=0,
                created_at=utc_now(), changed_at=utc_now(),
            )
        )  # fmt: skip
    moved = BUYERS.replace("Compras,7", f"Compras,{other.number}").replace("de CV,,7", f"de CV,,{other.number}")
    assert verdicts_of(lists.bring(moved, kind="buyers"))[:2] == ["error", "update"]
    assert session().get_one(Buyer, buyer.id).table_id == table.id


def test_buyers_are_invited_when_asked(lists: Lists, table: MeetingTable) -> None:
    page = lists.bring(BUYERS, kind="buyers")
    assert lists.client.post(f"{page}/mails").status_code == 303
    assert mails() == 2


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("registrations", "people"),
        ("meetings/coordination/buyers", "buyers"),
        ("companies/directory", "companies"),
        ("exhibitors/stands", "stands"),
        ("allies", "members"),
    ],
)
def test_each_list_leads_to_its_import(lists: Lists, page: str, kind: str) -> None:
    a_hall(lists.edition, kind=HallKind.EXHIBITION)
    text = lists.client.get(f"/{lists.edition.slug}/{page}").text
    assert lists.path(f"/new/{kind}") in text
    assert lists.client.get(lists.path(f"/new/{kind}")).status_code == 200
    assert lists.client.get(lists.path(f"/templates/{kind}.xlsx")).status_code == 200
    assert lists.path(f"/new/{kind}") in lists.client.get(lists.path()).text
