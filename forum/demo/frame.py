"""The frame of the demo edition, which opens today so that the door and the agendas can be tried at once."""

from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from forum.checkin.enums import AreaKind, GateDirection
from forum.checkin.models import Area, Gate
from forum.core.database import session
from forum.demo.world import ZONE, World
from forum.editions.enums import CategoryKind, HallKind, PlannedWishes
from forum.editions.models import Category, Day, Edition, EditionSlug, Hall, MeetingTable, Slot
from forum.exhibitors.models import Stand

SLUG = "demo-"
LUNCH = (14, 15)
GATES_OF_FORUM = (("Acceso principal", GateDirection.BOTH), ("Acceso estacionamiento", GateDirection.IN))
CATEGORIES = (
    # code, kind, es, en, colour, quota, approval
    ("visitante", CategoryKind.VISITOR, "Visitante", "Visitor", "#1f6f5c", None, False),
    ("estudiante", CategoryKind.VISITOR, "Estudiante", "Student", "#5b4b9a", 1_500, False),
    ("academico", CategoryKind.VISITOR, "Académico", "Academic", "#2d5d9f", None, False),
    ("autoridad", CategoryKind.VISITOR, "Autoridad", "Authority", "#7a1f3d", 200, True),
    ("invitado", CategoryKind.VISITOR, "Invitado especial", "Special guest", "#8a5a00", 60, True),
    ("prensa", CategoryKind.PRESS, "Prensa", "Press", "#444c56", 120, True),
    ("comprador", CategoryKind.BUYER, "Comprador", "Buyer", "#b3261e", None, False),
    ("proveedor", CategoryKind.SUPPLIER, "Proveedor", "Supplier", "#c25e00", None, False),
    ("expositor", CategoryKind.EXHIBITOR, "Expositor", "Exhibitor", "#00609c", None, False),
    ("ponente", CategoryKind.SPEAKER, "Ponente", "Speaker", "#6b2d73", None, False),
    ("staff", CategoryKind.STAFF, "Staff", "Staff", "#111111", None, False),
)


def build_frame(world: World) -> None:
    """Edition, days, halls, tables, slots, stands, categories, gates and allies' codes."""
    today = world.now.astimezone(ZONE).date()
    midnight = datetime.combine(today, time(), tzinfo=ZONE)
    ordinal = (session().scalar(select(func.max(Edition.ordinal))) or 12) + 1
    world.edition_id = world.rows.add(
        Edition,
        slug=f"{SLUG}{ordinal}",
        name="Foro de Proveeduría Automotriz (demostración)",
        ordinal=ordinal,
        starts_on=today,
        ends_on=today + timedelta(days=1),
        venue_name="Poliforum León",
        venue_address="Blvd. Adolfo López Mateos s/n, León, Guanajuato",
        about_es="El punto de encuentro entre las MiPyMEs del Bajío y los compradores de la industria automotriz.",
        about_en="Where the small and medium suppliers of the Bajío meet the buyers of the automotive industry.",
        published_at=midnight - timedelta(days=90),
        registration_opens_at=midnight - timedelta(days=60) + timedelta(hours=9),
        registration_closes_at=midnight + timedelta(days=2),
        requests_open_at=midnight - timedelta(days=21) + timedelta(hours=9),
        requests_close_at=midnight + timedelta(hours=42),
        preliminary_at=midnight + timedelta(hours=43),
        freeze_at=midnight + timedelta(hours=44),
        planned_wishes=PlannedWishes.ALL,  # so that its agenda shows meetings that buyers accepted, and others
    )
    world.rows.add(EditionSlug, slug=f"{SLUG}{ordinal}", edition_id=world.edition_id)
    for n in range(2):
        date = today + timedelta(days=n)
        world.days.append((world.rows.add(Day, edition_id=world.edition_id, date=date), date))
    _halls(world)
    _categories(world)
    _areas(world)


def _areas(world: World) -> None:
    """The forum by two doors, and three parts of it with doors of their own."""
    world.venue_id, world.gates = _area(world, "Foro", AreaKind.VENUE, capacity=8_000, gates=GATES_OF_FORUM)
    _area(world, "Área B2B", AreaKind.B2B, capacity=900, gates=(("Acceso área B2B", GateDirection.BOTH),))
    _area(world, "Auditorio", AreaKind.CONFERENCE, capacity=350, gates=(("Acceso conferencias", GateDirection.BOTH),))
    _area(world, "Comedor", AreaKind.DINING, once_a_day=True, gates=(("Comedor", GateDirection.IN),))


def _area(
    world: World,
    name: str,
    kind: AreaKind,
    *,
    gates: tuple[tuple[str, GateDirection], ...],
    capacity: int | None = None,
    once_a_day: bool = False,
) -> tuple[int, list[int]]:
    """An area with its gates: their keys."""
    area = world.rows.add(
        Area, edition_id=world.edition_id, name=name, kind=kind, capacity=capacity, once_a_day=once_a_day
    )
    keys = [
        world.rows.add(Gate, edition_id=world.edition_id, area_id=area, name=gate, direction=direction)
        for gate, direction in gates
    ]
    return area, keys


def _halls(world: World) -> None:
    size = world.size
    b2b = world.rows.add(Hall, edition_id=world.edition_id, name="Área B2B", kind=HallKind.B2B)
    floor = world.rows.add(Hall, edition_id=world.edition_id, name="Área de exposición", kind=HallKind.EXHIBITION)
    for number in range(1, size.buyers + 1):
        table = world.rows.add(MeetingTable, edition_id=world.edition_id, hall_id=b2b, number=number)
        world.tables.append(table)
    for day_id, date in world.days:
        start = datetime.combine(date, size.opens, tzinfo=ZONE)
        while start + timedelta(minutes=20) <= datetime.combine(date, size.closes, tzinfo=ZONE):
            end = start + timedelta(minutes=20)
            if end.hour * 60 + end.minute > LUNCH[0] * 60 and start.hour < LUNCH[1]:
                start = start.replace(hour=LUNCH[1], minute=0)
                continue
            slot = world.rows.add(
                Slot, edition_id=world.edition_id, hall_id=b2b, day_id=day_id, starts_at=start, ends_at=end
            )
            world.slots.append((slot, start))
            start += timedelta(minutes=25)
    for number in range(size.stands):
        row, column = divmod(number, 20)
        stand = world.rows.add(
            Stand,
            edition_id=world.edition_id,
            hall_id=floor,
            code=f"{chr(65 + row % 26)}{row // 26 or ''}-{column + 1:02d}",
            kind="Isla" if column % 10 == 0 else "Estándar",
            width_cm=300,
            depth_cm=300,
            x_cm=column * 300 + (column // 5) * 200,
            y_cm=row * 300 + ((row + 1) // 2) * 250,
        )
        world.stands.append(stand)


def _categories(world: World) -> None:
    for position, (code, kind, es, en, colour, quota, approval) in enumerate(CATEGORIES):
        key = world.rows.add(
            Category,
            edition_id=world.edition_id,
            code=code,
            kind=kind,
            name_es=es,
            name_en=en,
            colour=colour,
            quota=quota,
            needs_approval=approval,
            position=position,
            places_taken=0,
        )
        world.categories[code] = key
        world.category_of_kind.setdefault(kind, key)
