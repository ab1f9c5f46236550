"""The charts: registrations a day with the deadlines, arrivals beside the last edition's, how far people came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import number
from forum.core.i18n import gettext as _
from forum.core.kept import Kept
from forum.dashboard import rules
from forum.dashboard.context import list_behind
from forum.dashboard.queries import charts
from forum.dashboard.views.blueprint import blueprint
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.editions.queries import find_edition_before, get_edition, list_days

Bar = tuple[str, int, str, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A chart: series of columns (the one in front last), marks, the words of its axis, and the rows of its table."""

    series: Sequence[Sequence[rules.Column]]
    highest: int
    axis: Sequence[Any]
    rows: Sequence[Any]
    marks: Sequence[rules.Mark] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DayChart:
    """The arrivals of one day of the forum: which day it is, people who came, and those of the last edition."""

    day: date
    number: int
    before: date | None
    people: int
    people_before: int
    chart: Drawn | None


def _counted(edition_id: int) -> Any:
    """What all charts of an edition are drawn of; the last edition's arrivals are the third."""
    edition = get_edition(edition_id)
    former = find_edition_before(edition)
    return (
        charts.registrations_by_day(edition),
        charts.arrivals_by_quarter(edition),
        None if former is None else (former.name, former.starts_on.year, _days(former.id)),
        {} if former is None else charts.arrivals_by_quarter(former),
        _days(edition_id),
        charts.attending(edition_id),
        charts.supplying(edition_id, now=utc_now()),
    )


_COUNTED = Kept(_counted, of=(), seconds=30)


@blueprint.get("/dashboard/charts")
@requires("dashboard.view")
def chart_list() -> str:
    """All charts of the edition, each with the table of what it shows."""
    edition = current_edition()
    registered, arrived, former, arrived_before, days, attending, supplying = _COUNTED(edition.id)
    return render_template(
        "dashboard/charts.html",
        registrations=_registrations(edition, registered),
        former=former,
        days=_arrivals(days, arrived, [] if former is None else former[2], arrived_before),
        attending=_attending(attending),
        supplying=_supplying(supplying),
    )


def _days(edition_id: int) -> list[date]:
    return [each.date for each in list_days(edition_id)]


def _registrations(edition: Edition, counts: dict[date, int]) -> Drawn:
    zone = ZoneInfo(edition.time_zone)
    opens = edition.registration_opens_at.astimezone(zone).date()
    days = rules.days_shown(counts, opens=opens, ends=edition.ends_on)
    values = [counts.get(day, 0) for day in days]
    moments = (
        (_("Abre el registro"), edition.registration_opens_at),
        (_("Abren las solicitudes de cita"), edition.requests_open_at),
        (_("Cierran las solicitudes de cita"), edition.requests_close_at),
        (_("Agenda preliminar"), edition.preliminary_at),
        (_("Agenda definitiva"), edition.freeze_at),
        (_("Cierra el registro"), edition.registration_closes_at),
    )
    marked = [(label, at, at.astimezone(zone).date()) for label, at in moments]
    return Drawn(
        series=[rules.columns_of(values, highest=max(values))],
        highest=max(values),
        axis=(days[0], days[len(days) // 2], days[-1]),
        rows=[(day, counts[day]) for day in days if counts.get(day)],
        marks=rules.marks_on(days, [*marked, (_("Primer día"), edition.starts_on, edition.starts_on)]),
    )


def _arrivals(
    days: Sequence[date],
    arrived: dict[date, dict[int, int]],
    days_before: Sequence[date],
    arrived_before: dict[date, dict[int, int]],
) -> list[DayChart]:
    """The days of the edition, each beside the day of the same number of the last one."""
    found = []
    for place, day in enumerate(days):
        before = days_before[place] if place < len(days_before) else None
        now, then = arrived.get(day, {}), arrived_before.get(before, {}) if before else {}
        found.append(
            DayChart(
                day=day,
                number=place + 1,
                before=before,
                people=sum(now.values()),
                people_before=sum(then.values()),
                chart=_quarters(now, then),
            )
        )
    return found


def _quarters(now: dict[int, int], then: dict[int, int]) -> Drawn | None:
    quarters = rules.quarters_shown(now, then)
    if not quarters:
        return None
    both = [(now.get(each, 0), then.get(each, 0)) for each in quarters]
    highest = max(max(pair) for pair in both)
    ends = (quarters[0], quarters[len(quarters) // 2], quarters[-1])
    return Drawn(
        series=[
            rules.columns_of([before for _now, before in both], highest=highest, inset=0.02),
            rules.columns_of([count for count, _before in both], highest=highest, inset=0.25),
        ],
        highest=highest,
        axis=[rules.clock_of(each) for each in ends],
        rows=[(rules.clock_of(each), *pair) for each, pair in zip(quarters, both, strict=True) if any(pair)],
    )


def _attending(counted: charts.Attending) -> list[Bar]:
    listed = "registration_desk.registration_list"
    return [
        _bar(_("Se registraron"), counted.registered, list_behind(listed)),
        _bar(_("Aprobados"), counted.approved, list_behind(listed, status="approved")),
        _bar(_("Con gafete impreso o entregado"), counted.printed, None),
        _bar(_("Entraron al foro"), counted.arrived, list_behind("dashboard.arrival_list", once="yes")),
    ]


def _supplying(counted: charts.Supplying) -> list[Bar]:
    listed = "matchmaking.supplier_list"
    steps = (
        (_("Pidieron participar"), counted.profiles, list_behind(listed)),
        (_("Aprobados"), counted.approved, list_behind(listed, status="approved")),
        (_("Con solicitud de cita"), counted.asked, _companies("asking")),
        (_("Con solicitud aceptada"), counted.accepted, _companies("accepted")),
        (_("Con cita programada"), counted.scheduled, _companies("meeting")),
        (_("Con cita cuyo horario ya pasó"), counted.over, None),
    )
    return [_bar(*step) for step in steps]


def _companies(group: str) -> str | None:
    return list_behind("companies.directory_list", group=group)


def _bar(label: str, count: int, url: str | None) -> Bar:
    return label, count, number(count), url
