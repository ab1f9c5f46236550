"""Which role carries which permission."""

from collections.abc import Iterable, Mapping

from forum.accounts.models import Role

PERMISSIONS: Mapping[Role, frozenset[str]] = {
    Role.ORGANISER: frozenset(
        {
            "accounts.grant",
            "badges.print",
            "checkin.scan",
            "checkin.supervise",
            "dashboard.view",
            "editions.edit",
            "exhibitors.review",
            "mail.read",
            "meetings.coordinate",
            "registration.review",
        }
    ),
    Role.COORDINATOR: frozenset({"dashboard.view", "meetings.coordinate"}),
    Role.COMMITTEE: frozenset({"dashboard.view"}),
    Role.VIEWER: frozenset({"dashboard.view"}),
    Role.GATE_STEWARD: frozenset({"checkin.scan"}),
    Role.GATE_SUPERVISOR: frozenset({"checkin.scan", "checkin.supervise"}),
    Role.REGISTRATION_DESK: frozenset({"badges.print", "checkin.scan", "registration.review"}),
    Role.FLOOR_DESK: frozenset({"dashboard.view"}),
}


def may(grants: Iterable[tuple[int | None, Role]], permission: str, edition_id: int | None) -> bool:
    """Whether grants (edition id, role) carry a permission in an edition; with no edition, in any."""
    return any(
        permission in PERMISSIONS.get(role, frozenset())
        for granted_in, role in grants
        if granted_in is None or edition_id is None or granted_in == edition_id
    )
