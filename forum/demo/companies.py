"""Invented companies: suppliers, exhibitors with a stand, buyers with a table."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import RoleGrant
from forum.companies.enums import Activity, CompanyRole, Sector
from forum.companies.models import Capability, Certificate, Company, Membership, Process, Site
from forum.companies.rules.stratum import classify
from forum.core.collation import stored_key
from forum.core.database import session
from forum.core.search import fold
from forum.demo.names import BUYER_NAMES, PLACES, POSITIONS, company_name, rfc
from forum.demo.needs import demand_of
from forum.demo.world import World
from forum.editions.enums import CategoryKind
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor, ExhibitorEvent, StaffMember
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Availability, Buyer, Supplier

WANTED = 12
"""One buyer in N gets twice as many requests as the others, and has little time."""
ABOUT = {
    True: "Empresa inventada para la demostración: fabrica piezas y conjuntos para plantas de la región.",
    False: "Empresa inventada para la demostración: busca proveedores de la región para sus plantas.",
}
STANDARDS = ("iso-9001", "iatf-16949", "iso-14001", "iso-45001", "vda-6.3", "ctpat")


@dataclass(frozen=True)
class DemoParticipant:
    """A buyer or supplier: its key, its company, the person who attends its meetings, its name."""

    id: int
    company_id: int
    person_id: int
    name: str


def read_catalogue(world: World) -> None:
    """The processes of the catalogue, family by family: (process, family, Spanish name)."""
    rows = session().execute(
        select(Process.id, Process.parent_id, Process.name_es)
        .where(Process.parent_id.is_not(None))
        .order_by(Process.parent_id, Process.position, Process.id)
    )
    world.processes = [(id_, parent, name) for id_, parent, name in rows]
    world.codes = {id_: code for id_, code in session().execute(select(Process.id, Process.code))}


def build_suppliers(world: World) -> list[DemoParticipant]:
    """Supplier companies with one representative each, registered and approved."""
    suppliers = []
    for number in range(1, world.size.suppliers + 1):
        email = "proveedor@demo.example" if number == 1 else f"contacto{number}@proveedor.example"
        company, name = _company(world, number, made_up=True)
        person = _member(world, company, email, name, CategoryKind.SUPPLIER)
        supplier = world.rows.add(
            Supplier,
            edition_id=world.edition_id,
            company_id=company,
            status=SupplierStatus.APPROVED,
            created_at=world.now - timedelta(days=30),
            decided_at=world.now - timedelta(days=29),
            decided_by_id=None,
        )
        suppliers.append(DemoParticipant(supplier, company, person, name))
    return suppliers


def build_buyers(world: World) -> list[DemoParticipant]:
    """Buyers, each at a table of their own in the slots in which they are available."""
    buyers = []
    companies = {}
    for number in range(1, world.size.buyers + 1):
        firm = BUYER_NAMES[(number - 1) // 2 % len(BUYER_NAMES)]
        plant = (number - 1) // (2 * len(BUYER_NAMES)) + 1
        name = firm if plant == 1 else f"{firm} {plant}"
        if name not in companies:
            companies[name] = _company(world, number, made_up=False, name=name)[0]
        email = "comprador@demo.example" if number == 1 else f"comprador{number}@armadora.example"
        person = _member(world, companies[name], email, name, CategoryKind.BUYER)
        buyer = world.rows.add(
            Buyer,
            edition_id=world.edition_id,
            company_id=companies[name],
            person_id=person,
            table_id=world.tables[number - 1],
            position="Compras",
            interpreter="ja" if number % 11 == 0 else None,
            invited_at=world.now - timedelta(days=60),
            accepted_at=world.now - timedelta(days=50),
        )
        for slot, _starts in _slots(world, number - 1):
            world.rows.link(Availability, buyer_id=buyer, slot_id=slot)
        world.rows.add(
            RoleGrant, person_id=person, edition_id=world.edition_id, role=Role.BUYER, granted_at=world.now,
            granted_by_id=None,
        )  # fmt: skip
        buyers.append(DemoParticipant(buyer, companies[name], person, name))
    return buyers


def _slots(world: World, number: int) -> list[tuple[int, datetime]]:
    """The slots of a buyer: most come for both days, one in ten leaves early on the second, one in twelve has few."""
    if number % WANTED == 1:
        return world.slots[: world.size.requests_per_buyer + 2]
    return world.slots[: len(world.slots) * 3 // 4] if number % 10 == 9 else world.slots


def build_exhibitors(world: World, suppliers: list[DemoParticipant]) -> None:
    """Suppliers that exhibit: four in five approved at a stand with two staff badges, the rest pending."""
    for number in range(world.size.exhibitors):
        supplier = suppliers[number]
        approved = number % 5 != 4
        status = ExhibitorStatus.APPROVED if approved else ExhibitorStatus.SUBMITTED
        stand = world.stands[number]
        exhibitor = world.rows.add(
            Exhibitor,
            edition_id=world.edition_id,
            company_id=supplier.company_id,
            status=status,
            stand_id=stand,
            staff_quota=4,
            created_at=world.now - timedelta(days=40),
            changed_at=world.now - timedelta(days=30),
        )
        for state, days in ((ExhibitorStatus.SUBMITTED, 35), (ExhibitorStatus.APPROVED, 30))[: 1 + approved]:
            world.rows.add(
                ExhibitorEvent, exhibitor_id=exhibitor, status=state, at=world.now - timedelta(days=days), by_id=None,
                stand_code=None, staff_quota=4,
            )  # fmt: skip
        for colleague in range(2 if approved else 0):
            person = world.person(f"stand{number}-{colleague}@proveedor.example")
            registration = world.registration(
                person,
                world.category_of_kind[CategoryKind.EXHIBITOR],
                organisation=supplier.name,
                company_id=supplier.company_id,
            )
            world.rows.add(
                StaffMember, exhibitor_id=exhibitor, registration_id=registration, added_at=world.now,
                added_by_id=supplier.person_id,
            )  # fmt: skip


def _company(world: World, number: int, *, made_up: bool, name: str = "") -> tuple[int, str]:
    random = world.random
    name = name or company_name(random, number)
    town, postal_code = random.choice(PLACES)
    workers = random.choice((6, 9, 18, 34, 48, 90, 160, 240, 420)) if made_up else random.randrange(400, 4_000)
    sales = workers * random.randrange(350_000, 900_000)
    company = world.rows.add(
        Company,
        name=name,
        legal_name=fold(name).upper(),
        name_folded=fold(f"{name} {name}"),
        name_sorted=stored_key(name),
        rfc=rfc(random),
        sector=Sector.EMPRESA,
        activity=Activity.INDUSTRIA,
        workers=workers,
        sales_low=sales,
        sales_high=sales,
        sales_year=world.now.year - 1,
        website=None,
        about=ABOUT[made_up],
        created_at=world.now - timedelta(days=45),
        **stratified(workers, sales),
    )
    world.rows.add(
        Site, company_id=company, name="Planta", municipality=town, state="Guanajuato", postal_code=postal_code
    )
    if made_up:
        _certificates(world, company)
    return company, name


def stratified(workers: int, sales: int) -> dict[str, object]:
    """The columns of the MiPyME rule for an industrial company with exact figures."""
    result = classify(Activity.INDUSTRIA, workers=workers, sales_low=sales, sales_high=sales)
    return {
        "score_tenths": result.score_tenths,
        "stratum": result.stratum,
        "stratum_method": result.method.value,
        "stratum_flagged": result.inconsistent,
    }


def _certificates(world: World, company: int) -> None:
    random = world.random
    for standard in random.sample(STANDARDS, random.choice((0, 0, 1, 1, 2, 3))):
        world.rows.add(
            Certificate,
            company_id=company,
            standard=standard,
            body=random.choice(("Organismo A", "Organismo B")),
            number=f"MX-{random.randrange(10_000, 99_999)}",
            valid_until=(world.now + timedelta(days=random.randrange(-120, 900))).date(),
            in_process=False,
        )


def _member(world: World, company: int, email: str, organisation: str, kind: CategoryKind) -> int:
    person = world.person(email)
    world.rows.add(Membership, company_id=company, person_id=person, role=CompanyRole.ADMIN, since=world.now)
    world.registration(
        person,
        world.category_of_kind[kind],
        organisation=organisation,
        company_id=company,
        position=world.random.choice(POSITIONS),
    )
    return person


def build_capabilities(world: World, offered: dict[int, set[int]]) -> None:
    """The processes (values) that each company (key) offers, two of three with their capacity."""
    family_of = {process: family for process, family, _name in world.processes}
    for company, processes in offered.items():
        for process in sorted(processes):
            demand = demand_of(world.codes[family_of[process]], world.codes[process])
            told = (company + process) % 3 > 0
            world.rows.add(
                Capability,
                company_id=company,
                process_id=process,
                annual_capacity=2 * demand.volumes[(company + process) % len(demand.volumes)] if told else None,
                capacity_unit=demand.unit if told else "",
            )
