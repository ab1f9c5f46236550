"""The log of what was changed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import current_app, render_template, request, url_for
from sqlalchemy import Boolean, Date, Enum, Time

from forum.arco.enums import RetentionStep
from forum.arco.models import RetentionEvent
from forum.core.access import requires_everywhere
from forum.core.configuration import Configured, configured_tables
from forum.core.database import UtcDateTime
from forum.core.filters import date_time, long_date
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.labels import word_of
from forum.core.models import Change, ConfigurationEvent
from forum.dashboard.labels import CHANGES, STEPS, WORDS
from forum.dashboard.queries.log import KINDS, MOST, Entry, list_changes
from forum.dashboard.views.blueprint import blueprint
from forum.editions.context import current_edition
from forum.editions.queries import list_editions
from forum.privacy.models import Transfer

NOTHING = "—"


@blueprint.get("/dashboard/changes")
@requires_everywhere("accounts.grant")
def change_list() -> str:
    """Who changed what, when: of all editions."""
    kind = request.args.get("kind", "")
    text, until = request.args.get("q", "").strip(), request.args.get("until", type=date.fromisoformat)
    entries = list_changes(
        kind=kind if kind in KINDS else None, text=text, until=until, zone=current_edition().time_zone
    )
    slugs = {each.id: each.slug for each in list_editions()}
    return render_template(
        "dashboard/changes.html",
        entries=[(each, _said(each), _page_of(each, slugs)) for each in entries],
        kinds=CHANGES,
        kind=kind,
        text=text,
        until=until,
        limit=MOST,
    )


def _said(entry: Entry) -> list[str]:
    """What a change says of itself, in words: a kind, a status, a reason somebody wrote, a setting old and new."""
    if isinstance(entry.event, ConfigurationEvent):
        return _settings_said(entry.event)
    if isinstance(entry.event, Transfer):
        return [_transfer_said(entry.event)]
    if isinstance(entry.event, RetentionEvent):
        return [_retention_said(entry.event)]
    words = WORDS.get(entry.kind, {})
    said = (word_of(each) if isinstance(each, StrEnum) else str(words.get(each, each)) for each in entry.said)
    return [" · ".join(said)]


def _transfer_said(event: Transfer) -> str:
    ground = word_of(event.basis)
    return " · ".join((word_of(event.recipient_kind), event.recipient_name, _(event.what), ground))


def _retention_said(event: RetentionEvent) -> str:
    if event.step is RetentionStep.EMPTIED:
        counted = ngettext("%(num)s en total", "%(num)s en total", event.count)
    else:
        counted = ngettext("%(num)s mes", "%(num)s meses", event.count) if event.count else _("Se conserva")
    return " · ".join((word_of(event.kind), word_of(event.step), counted))


def _settings_said(event: ConfigurationEvent) -> list[str]:
    configured = configured_tables().get(event.thing)
    word = str(configured.word) if configured else event.thing
    if event.change is not Change.CHANGED or configured is None:
        counted = ngettext("%(num)s en total", "%(num)s en total", event.count) if event.count > 1 else ""
        return [" · ".join(filter(None, (word, str(STEPS[event.change]), counted)))]
    return [word, *(_change_said(configured, name, pair) for name, pair in event.changes.items())]


def _change_said(configured: Configured, name: str, pair: list[Any]) -> str:
    before, after = (_in_words(configured, name, value) for value in pair)
    return f"{configured.fields.get(name, name)}: {before} → {after}"


def _in_words(configured: Configured, name: str, value: Any) -> str:
    """A stored value as a person reads it, by the type of its column."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or NOTHING
    column = configured.model.__table__.columns.get(name)
    kind = column.type if column is not None else None
    if isinstance(kind, Boolean):
        return _("Sí") if value else _("No")
    if isinstance(kind, UtcDateTime):
        return date_time(datetime.fromisoformat(value))
    if isinstance(kind, Date):
        return long_date(date.fromisoformat(value))
    if isinstance(kind, Time):
        return str(value)[:5]
    if isinstance(kind, Enum) and kind.enum_class and kind.enum_class in current_app.extensions["labels"]:
        return word_of(kind.enum_class(value))  # type: ignore[arg-type]
    return str(value)


def _page_of(entry: Entry, slugs: dict[int, str]) -> str | None:
    """The page where a setting is changed, or of a hand-over; None where there is none, or the thing is gone."""
    event = entry.event
    if isinstance(event, Transfer):
        return url_for("arco_desk.transfer_show", transfer_id=event.id)
    configured = configured_tables().get(event.thing) if isinstance(event, ConfigurationEvent) else None
    if configured is None or event.change is Change.REMOVED:
        return None
    if configured.key and event.thing_id is None:
        return None
    slug = slugs.get(event.edition_id) or current_edition().slug
    values = {configured.key: event.thing_id} if configured.key else {}
    return url_for(configured.page, edition_slug=slug, **values)
