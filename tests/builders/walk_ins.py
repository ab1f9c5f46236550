"""People whom the desk registered on site, and kiosks."""

from uuid import uuid4

from forum.badges.service.handing import OpenedKiosk, open_kiosk
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Edition
from forum.walkins.enums import Problem
from forum.walkins.models import WalkIn
from tests.builders.people import a_person


def a_walk_in(edition: Edition) -> WalkIn:
    """Somebody who has their badge and waits for the desk: their address cannot be kept as it is."""
    now = utc_now()
    with atomic() as change:
        walk_in = WalkIn(
            id=str(uuid4()),
            edition_id=edition.id,
            code="0" * 20,
            given_names="Nadia",
            first_surname="Olvera",
            organisation="Moldes Olvera",
            email="no es un correo",
            device="web-1",
            registered_at=now,
            received_at=now,
            problem=Problem.DATA,
        )
        change.add(walk_in)
    return walk_in


def a_kiosk(edition: Edition) -> OpenedKiosk:
    """A kiosk that is open."""
    return open_kiosk(edition.id, name="Entrada norte", by=a_person().id, now=utc_now())
