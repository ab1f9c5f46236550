"""Of the places, those that the bar at the bottom of a phone holds for a person; and what a visitor by link has."""

from forum.app.standing import Offered, Standing, may
from forum.core.i18n import N_
from forum.core.links import LinkTo

# the places of the bar on a phone, by what a person is; the first that fits is theirs
BAR: tuple[tuple[Offered, tuple[str, ...]], ...] = (
    (
        may("editions.edit"),
        ("registration_desk.registration_list", "meetings.overview_show", "dashboard.dashboard_show"),
    ),
    (
        may("registration.review"),
        ("registration_desk.registration_list", "badge_desk.print_run_list", "walkins.walk_in_list"),
    ),
    (Standing.is_buyer, ("meetings.buyer_show", "meetings.supplier_directory_list", "agenda.day_show")),
    (may("meetings.coordinate"), ("meetings.overview_show", "dashboard.dashboard_show")),
    (may("floor.work"), ("floor.desk_show", "dashboard.dashboard_show")),
    (may("checkin.scan"), ("checkin.gate_list",)),
    (may("dashboard.view"), ("dashboard.dashboard_show",)),
    (
        Standing.only_exhibits,
        ("exhibitors.application_list", "companies.company_list", "meetings.requirement_list"),
    ),
    (Standing.is_supplier, ("meetings.requirement_list", "meetings.supplier_show", "agenda.day_show")),
    (Standing.attends, ("agenda.day_show", "badges.badge_show")),
)

# what a visitor has, who comes by a link; the endpoints take its token
LINK_PLACES: tuple[LinkTo, ...] = (
    LinkTo(N_("Mi registro"), "registration.registration_show", icon="user"),
    LinkTo(N_("Mi agenda"), "agenda.link_day_show", icon="calendar"),
    LinkTo(N_("Mi gafete"), "badges.link_badge_show", icon="badge"),
)
