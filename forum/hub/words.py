"""The hub's answers in the language of whoever scans, in the form that scanners expect of the centre."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from forum.checkin.enums import ScanOutcome, Told
from forum.checkin.labels import OUTCOMES, TOLD, why_words
from forum.core.filters import short_date
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.hub.roster import HubRoster
from forum.hub.values import HubAnswer

_OUTCOMES = frozenset(outcome.value for outcome in ScanOutcome)


def answer_in_words(answer: HubAnswer, *, roster: HubRoster, now: datetime) -> dict[str, Any]:
    """An answer as the steward reads it; times are in the venue's time zone."""
    category = (answer.category or {}).get("en" if locale_name() == "en" else "es", "")
    since = f"{answer.since.astimezone(ZoneInfo(roster.time_zone)):%H:%M}" if answer.since is not None else ""
    places = {"since": since, "gate": answer.since_gate, "category": category}
    reason = answer.reason
    detail = (
        _("El gafete no está en los datos del concentrador.")
        if reason is None
        else why_words(reason, answer.revoked_for) % places
    )
    return {
        "id": answer.scan_id,
        "outcome": answer.told.value,
        "title": title_of(answer.told),
        "detail": "" if answer.was_told else detail,
        "name": answer.name,
        "organisation": answer.organisation,
        "category": category,
        "colour": (answer.category or {}).get("colour", ""),
        "since": since,
        "gate": answer.since_gate or answer.gate,
        "count": answer.count,
        "age": _("Sin el centro, %(data)s", data=age_of(roster, now=now)),
        **({"alert": ""} if answer.was_told else {}),
    }


def title_of(told: Told) -> str:
    """What was told, in two words."""
    return str(OUTCOMES[ScanOutcome(told.value)] if told.value in _OUTCOMES else TOLD[told])


def age_of(roster: HubRoster, *, now: datetime) -> str:
    """How old the hub's data are: "datos de las 10:32, hace 14 min"."""
    zone = ZoneInfo(roster.time_zone)
    local = roster.at.astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    since = f"{local:%H:%M}" if is_today else f"{short_date(local.date())}, {local:%H:%M}"
    minutes = max(0, int((now - roster.at) / timedelta(minutes=1)))
    if minutes < 1:
        return _("datos de las %(since)s", since=since)
    if minutes < 60:
        return _("datos de las %(since)s, hace %(minutes)s min", since=since, minutes=minutes)
    hours, rest = divmod(minutes, 60)
    return _("datos de las %(since)s, hace %(hours)s h %(minutes)s min", since=since, hours=hours, minutes=rest)
