"""Gates, badges to scan there, and the scans."""

import secrets
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.badges.rules import new_code
from forum.checkin.enums import AreaKind, GateDirection, ScanMethod, ScanOutcome, ScanReason
from forum.checkin.models import Area, Device, Entry, Gate, Scan
from forum.checkin.service import AreaSettings, add_area, add_gate
from forum.checkin.service.areas import add_venue
from forum.checkin.service.hubs import OfferedHub, add_hub
from forum.checkin.service.pairing import OfferedPairing, offer_pairing
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.names import PersonName
from forum.editions.models import Category, Edition
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from tests.builders.editions import a_category
from tests.builders.people import a_person, a_role

_number = count(1)


def a_gate(
    edition: Edition,
    name: str | None = None,
    *,
    area: Area | None = None,
    direction: GateDirection = GateDirection.IN,
) -> Gate:
    """A gate, by default one by which people enter the forum."""
    area_id = area.id if area is not None else venue_of(edition.id).id
    return add_gate(edition.id, name=name or f"Puerta {next(_number)}", area_id=area_id, direction=direction)


def an_area(edition: Edition, name: str | None = None, **values: Any) -> Area:
    """A part of the forum with a door of its own, by default a hall without limits."""
    limits: dict[str, Any] = {"kind": AreaKind.HALL, **values}
    return add_area(edition.id, AreaSettings(name=name or f"Área {next(_number)}", **limits))


def venue_of(edition_id: int) -> Area:
    """The area that is the whole forum; made here for an edition that a builder made."""
    found = session().scalars(select(Area).where(Area.edition_id == edition_id, Area.kind == AreaKind.VENUE)).first()
    return found or add_venue(edition_id)


def a_badge(
    edition: Edition,
    *,
    category: Category | None = None,
    person: Person | None = None,
    organisation: str = "Troquelados del Bajío",
    status: RegistrationStatus = RegistrationStatus.APPROVED,
    revoked: bool = False,
) -> Badge:
    """The badge of a person registered in the edition, approved by default."""
    now = utc_now()
    person = person or a_person()
    category = category or a_category(edition)
    with atomic() as session:
        registration = Registration(
            edition_id=edition.id,
            person_id=person.id,
            category_id=category.id,
            status=status,
            organisation=organisation,
            link_nonce=secrets.token_hex(8),
            created_at=now,
            changed_at=now,
        )
        session.add(registration)
        session.flush()
        badge = Badge(
            registration_id=registration.id,
            code=new_code(secrets.token_bytes),
            issued_at=now,
            revoked_at=now if revoked else None,
        )
        session.add(badge)
    return badge


def a_steward(edition: Edition, role: Role = Role.GATE_STEWARD) -> Person:
    """A person who works at the gates of the edition."""
    person = a_person()
    a_role(person, role, edition)
    return person


def a_scan(badge: Badge | None = None, **values: object) -> dict[str, object]:
    """A scan as a device sends it."""
    return {
        "id": str(uuid4()),
        "code": badge.code if badge else "0" * 20,
        "method": "camera",
        "device": "celular-1",
        "scanned_at": utc_now().isoformat(),
        **values,
    }


def a_device(edition: Edition, person: Person | None = None, **values: object) -> Device:
    """A device that scanned a moment ago, with its page in front."""
    now = utc_now()
    defaults: dict[str, object] = {
        "key": f"web-{secrets.token_hex(4)}",
        "seen_at": now,
        "open_since": now,
        "data_at": now,
        "scanned_at": now,
        "is_locked": False,
        "unsent": 0,
    }
    owner = person or a_steward(edition)
    with atomic() as session:
        device = Device(edition_id=edition.id, person_id=owner.id, **{**defaults, **values})
        session.add(device)
    return device


def an_offered_pairing(
    edition: Edition, person: Person | None = None, gate: Gate | None = None, **values: object
) -> OfferedPairing:
    """A code that a supervisor made for a steward, at a gate."""
    defaults: dict[str, object] = {"name": PersonName(""), "device_name": "Celular 3", "language": "es"}
    return offer_pairing(
        edition.id,
        gate_id=(gate or a_gate(edition)).id,
        person_id=(person or a_steward(edition)).id,
        by=a_steward(edition, Role.GATE_SUPERVISOR).id,
        now=utc_now(),
        **{**defaults, **values},  # type: ignore[arg-type]
    )


def a_hub(edition: Edition, name: str | None = None, address: str = "https://puertas.example.mx:8443") -> OfferedHub:
    """A hub that a supervisor added, with its key."""
    by = a_steward(edition, Role.GATE_SUPERVISOR).id
    return add_hub(edition.id, name=name or f"Concentrador {next(_number)}", address=address, by=by, now=utc_now())


def a_pairing(edition: Edition) -> str:
    """The code alone."""
    return an_offered_pairing(edition).code


def a_refused_scan(badge: Badge, gate: Gate, **values: object) -> Scan:
    """A scan of somebody whose category does not enter today."""
    now = utc_now()
    defaults: dict[str, object] = {
        "id": str(uuid4()),
        "device": "celular-1",
        "method": ScanMethod.CAMERA,
        "code": badge.code,
        "outcome": ScanOutcome.NOT_TODAY,
        "reason": ScanReason.CATEGORY_NOT_TODAY,
        "scanned_at": now,
        "received_at": now,
        "happened_at": now,
    }
    operator = a_person()
    with atomic() as session:
        scan = Scan(badge_id=badge.id, gate_id=gate.id, operator_id=operator.id, **{**defaults, **values})
        session.add(scan)
    return scan


def an_entry(registration: Registration, gate: Gate) -> None:
    """Today's entry of a registered person."""
    now = utc_now()
    scan_id = str(uuid4())
    with atomic() as session:
        entry = Entry(
            registration_id=registration.id,
            day=now.date(),
            area_id=gate.area_id,
            gate_id=gate.id,
            scan_id=scan_id,
            entered_at=now,
            inside=True,
            moved_at=now,
            moved_by=scan_id,
            changed_at=now,
        )
        session.add(entry)
