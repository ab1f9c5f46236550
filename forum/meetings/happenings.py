"""What happened to the requests and meetings of a person."""

from collections.abc import Iterator, Mapping

from flask import url_for

from forum.core.filters import date_time
from forum.core.happenings import Happening, Whose
from forum.core.i18n import gettext as _
from forum.core.i18n import lazy_gettext as _l
from forum.core.labels import label_of, word_of
from forum.matchmaking.enums import Side
from forum.meetings.queries.history import (
    MeetingLine,
    RequestLine,
    meetings_of_person,
    requests_of_person,
    side_in,
)

MEETING_CHANGES: Mapping[str, str] = {
    "scheduled": _l("Cita programada"),
    "moved": _l("La cita cambió de hora o de lugar"),
    "handed": _l("Asiste otra persona a la cita"),
    "cancelled": _l("Cita cancelada"),
    "brought": _l("Alguien más asiste a la cita"),
    "taken_away": _l("Alguien ya no asiste a la cita"),
    "topic_added": _l("Un tema más en la cita"),
    "topic_removed": _l("Un tema menos en la cita"),
    "pinned": _l("La cita quedó fija"),
    "unpinned": _l("La cita ya no está fija"),
    "confirmed": _l("Una parte confirmó que asiste"),
    "called": _l("La mesa de control llamó a quien faltaba"),
    "arrived": _l("Una parte llegó a la mesa"),
    "held": _l("Cita realizada"),
    "missed": _l("Alguien no asistió a la cita"),
    "mark_undone": _l("Se deshizo lo registrado de la cita"),
}
"""What happened to a meeting, by the kind of its event."""

_TONES = {"scheduled": "success", "held": "success", "missed": "warning", "cancelled": "danger"}


def meeting_happenings(whose: Whose) -> Iterator[Happening]:
    """The steps of a person's requests and meetings, in two statements."""
    for asked in requests_of_person(whose.person_id, edition_id=whose.edition_id):
        yield _of_request(asked)
    for met in meetings_of_person(whose.person_id, edition_id=whose.edition_id):
        yield _of_meeting(met)


def _of_request(line: RequestLine) -> Happening:
    event = line.event
    label = label_of(event.status)
    what = word_of(event.change or event.status)
    about = _("%(company)s con %(who)s", company=line.company, who=line.buyer)
    return Happening(
        at=event.at,
        title=_("Solicitud: %(what)s", what=what),
        note=" · ".join(filter(None, (about, line.title, _(event.note) if event.note else ""))),
        who=_who(line, line.by.full_name if line.by else ""),
        tone="info" if event.change else label.tone,
        url=url_for("meetings.request_show", request_id=line.request_id),
    )


def _of_meeting(line: MeetingLine) -> Happening:
    event, reason = line.event, line.event.detail.get("reason")
    about = _("%(company)s con %(who)s", company=line.company, who=line.buyer)
    place = _("%(moment)s, mesa %(table)s", moment=date_time(line.starts_at), table=line.table)
    side = word_of(event.side)
    return Happening(
        at=event.at,
        title=str(MEETING_CHANGES[event.kind]),
        note=" · ".join(filter(None, (about, place, _(reason) if reason else ""))),
        who=_who(line, f"{side} · {line.by.full_name}" if line.by else side),
        tone=_TONES.get(event.kind, "info"),
        url=url_for("meetings.meeting_show", meeting_id=line.meeting_id),
    )


def _who(line: RequestLine | MeetingLine, who: str) -> str:
    """Who did it; of the staff, for which company."""
    acts_for = side_in(line.event.detail)
    if acts_for is None:
        return who
    return _("%(who)s, por %(company)s", who=who, company=line.company if acts_for is Side.SUPPLIER else line.buyer)
