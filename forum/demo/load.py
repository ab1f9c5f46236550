"""Loading a demo edition, in one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select, text, update

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleGrant
from forum.badges.models import Badge
from forum.badges.rules import new_code
from forum.checkin.enums import ScanMethod, ScanOutcome, ScanReason
from forum.checkin.models import Entry, Scan
from forum.companies.enums import Sector
from forum.companies.service import seed_catalogue
from forum.core.database import atomic, session
from forum.demo.agenda import plan_agenda
from forum.demo.allies import add_allies
from forum.demo.colleagues import add_colleagues, bring_colleagues
from forum.demo.companies import build_buyers, build_capabilities, build_exhibitors, build_suppliers, read_catalogue
from forum.demo.engagements import add_engagements
from forum.demo.floor import add_marks_of_day
from forum.demo.frame import CATEGORIES, build_frame
from forum.demo.marks import add_drawing, add_marks
from forum.demo.meetings import Market
from forum.demo.outcomes import add_outcomes
from forum.demo.programme import add_programme
from forum.demo.rows import Rows
from forum.demo.sizes import Size
from forum.demo.world import World
from forum.editions.models import Category, Edition
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent
from forum.privacy.service import ensure_notice
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

STAFF = (
    ("organizador", Role.ORGANISER),
    ("coordinacion", Role.COORDINATOR),
    ("registro", Role.REGISTRATION_DESK),
    ("mesa", Role.FLOOR_DESK),
    ("supervision", Role.GATE_SUPERVISOR),
    ("acceso", Role.GATE_STEWARD),
)
NO_QUOTA = 10**9
QUOTAS = {code: quota or NO_QUOTA for code, _kind, _es, _en, _colour, quota, _approval in CATEGORIES}
ORGANISATIONS = ("Independiente", "Universidad del Bajío", "Taller Industrial", "Municipio")
PLANNED_BEFORE = timedelta(days=1)
ANALYZE = text("ANALYZE")
"""So that the database plans its queries for these rows: it has seen none of them yet."""
VISITOR_MIX = ("visitante",) * 11 + ("estudiante", "academico", "autoridad", "prensa")


ACCOUNTS = (
    ("organizador", "organizador@demo.example"),
    ("coordinación de citas", "coordinacion@demo.example"),
    ("mesa de registro", "registro@demo.example"),
    ("mesa de control", "mesa@demo.example"),
    ("supervisión de accesos", "supervision@demo.example"),
    ("personal de acceso", "acceso@demo.example"),
    ("comprador", "comprador@demo.example"),
    ("proveedor y expositor", "proveedor@demo.example"),
    ("representante de aliado", "aliado@demo.example"),
    ("colega del comprador", "colega.comprador@demo.example"),
)
"""The accounts that may sign in, all with the same password: role and address."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded: the edition's address, and a visitor's registration with the nonce of their link."""

    slug: str
    registration_id: int
    registration_nonce: str


def load_demo(size: Size, *, password_hash: str, now: datetime) -> Loaded:
    """Load a demo edition of a size, with the catalogue and a privacy notice if there are none."""
    with atomic() as current:
        seed_catalogue()
        notice = ensure_notice(now)
        world = World(Rows(current), size, Random(20260909), now)  # noqa: S311 - invented data
        build_frame(world)
        read_catalogue(world)
        suppliers = build_suppliers(world)
        buyers = build_buyers(world)
        build_exhibitors(world, suppliers)
        add_engagements(world, buyers, suppliers)
        market = Market(world, buyers, suppliers)
        market.add_requests()
        build_capabilities(world, market.offered)
        staff = _staff(world)
        colleagues = add_colleagues(world, buyers[0], suppliers[0])
        visitor = _visitors(world, notice.id)
        _badges_and_door(world, staff["acceso"])
        add_allies(world, suppliers)
        world.rows.write()
        current.execute(ANALYZE)
        plan_agenda(world.edition_id, steps=size.steps, now=now - PLANNED_BEFORE)
        world.rows = Rows(current)  # new keys: publishing has written meetings
        market.add_later_requests()
        market.join_request()
        bring_colleagues(world, colleagues, buyers[0], suppliers[0])
        market.add_waiting_list()
        add_marks(world, buyers[0], suppliers[0])
        world.rows.write()
        add_marks_of_day(world, by=staff["mesa"])
        add_outcomes(world, buyers[0], suppliers[0])
        add_programme(world, buyers[0], by=staff["organizador"])
        add_drawing(world, market.requirements[0][0][0], buyers[0])
        for category, taken in world.taken.items():
            current.execute(update(Category).where(Category.id == category).values(places_taken=taken))
        known = [email for _role, email in ACCOUNTS]
        current.execute(update(Person).where(Person.email.in_(known)).values(password_hash=password_hash))
        current.execute(ANALYZE)
    return _loaded(visitor)


def _staff(world: World) -> dict[str, int]:
    staff = {}
    for name, role in STAFF:
        staff[name] = world.person(f"{name}@demo.example")
        world.registration(staff[name], world.categories["staff"], organisation="Comité organizador")
        world.rows.add(
            RoleGrant, person_id=staff[name], role=role, granted_at=world.now, granted_by_id=None,
            edition_id=None if role is Role.ORGANISER else world.edition_id,
        )  # fmt: skip
    return staff


def _visitors(world: World, notice_id: int) -> int:
    first = 0
    for number in range(world.size.registrations - world.registrations):
        code = VISITOR_MIX[number % len(VISITOR_MIX)]
        if world.taken.get(world.categories[code], 0) >= QUOTAS.get(code, NO_QUOTA):
            code = "visitante"
        waits = number % 97 == 96
        person = world.person(f"visitante{number}@correo.example")
        registration = world.registration(
            person,
            world.categories[code],
            organisation=world.random.choice(ORGANISATIONS),
            position="",
            sector=Sector.ACADEMIA if code in {"estudiante", "academico"} else Sector.EMPRESA,
            status=RegistrationStatus.PENDING if waits else RegistrationStatus.APPROVED,
        )
        first = first or registration
        for purpose in (Purpose.EVENT, Purpose.NEWS):
            world.rows.add(
                Consent, person_id=person, notice_id=notice_id, purpose=purpose,
                granted=purpose is Purpose.EVENT or number % 3 == 0, given_at=world.now,
            )  # fmt: skip
    return first


def _badges_and_door(world: World, operator: int) -> None:
    for n, (registration, _category) in enumerate(world.approved):
        code = new_code(world.random.randbytes)
        badge = world.rows.add(Badge, registration_id=registration, code=code, issued_at=world.now, revoked_at=None)
        if n % 3 == 1 and n // 3 < world.size.visitors_inside:
            gate = world.gates[n % len(world.gates)]
            moment = world.now - timedelta(seconds=n % 7_200)
            scan = str(UUID(int=world.random.getrandbits(128), version=4))
            world.rows.link(
                Scan, id=scan, gate_id=gate, badge_id=badge, operator_id=operator, device="demo",
                method=ScanMethod.CAMERA, code=code, outcome=ScanOutcome.ADMITTED,
                reason=ScanReason.FIRST_TODAY, scanned_at=moment, received_at=moment,
                happened_at=moment,
            )  # fmt: skip
            world.rows.link(
                Entry, registration_id=registration, day=world.days[0][1], area_id=world.venue_id, gate_id=gate,
                scan_id=scan, entered_at=moment, inside=True, moved_at=moment, moved_by=scan, changed_at=moment,
            )  # fmt: skip


def _loaded(visitor: int) -> Loaded:
    slug, nonce = (
        session()
        .execute(
            select(Edition.slug, Registration.link_nonce)
            .join(Registration, Registration.edition_id == Edition.id)
            .where(Registration.id == visitor)
        )
        .one()
    )
    return Loaded(slug, visitor, nonce)
