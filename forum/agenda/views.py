"""A person's agenda: signed in, or through the signed link of their registration; and their calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.agenda import service
from forum.agenda.context import own_calendar, public_calendar
from forum.agenda.enums import CalendarWay
from forum.agenda.ical import Calendar, EntryStatus, calendar_download, calendar_feed, entity_tag, media_type
from forum.agenda.models import CalendarChoice
from forum.agenda.queries.attendance import find_feed, find_feed_address, get_attendance
from forum.agenda.queries.invitations import invitations_of, way_of
from forum.agenda.rules import lay_out, subscription_of
from forum.core.access import public, requires
from forum.core.clock import utc_now
from forum.core.collation import sort_key
from forum.core.i18n import gettext as _
from forum.core.i18n import language_name, locale_name
from forum.core.links import Link
from forum.core.pocket import read_by
from forum.core.tokens import token_hash
from forum.core.twins import TwinPages, twin_url
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.meetings.context import link_to_confirmation, link_to_outcomes
from forum.meetings.enums import MeetingStatus
from forum.meetings.queries.engagements import get_participant
from forum.meetings.queries.own import OwnMeeting, list_meetings_for
from forum.meetings.rules.engagements import Held
from forum.programme.queries.published import programme_of
from forum.programme.rules.choices import Chosen
from forum.registration.context import registration_of_link

blueprint = Blueprint("agenda", __name__)


@dataclass(frozen=True, slots=True)
class AgendaOwner:
    """The person whose agenda is shown, and the token of the link they came by, if any."""

    person_id: int
    name: str
    language: str
    edition: Edition
    token: str | None = None

    def url(self, page: str) -> str:
        """The address of one of the agenda's pages."""
        return twin_url(f"agenda.{page}", self.token)

    def meetings(self) -> list[OwnMeeting]:
        """Their meetings, including cancelled ones."""
        return list_meetings_for(self.person_id, edition_id=self.edition.id)


def _signed_in() -> AgendaOwner:
    person = current_person()
    read_by(person.id)
    return AgendaOwner(person.id, person.display_name, person.language, current_edition())


def _by_link(token: str) -> AgendaOwner:
    person = registration_of_link(token).person
    return AgendaOwner(person.id, person.name.short, person.language, current_edition(), token)


pages = TwinPages(blueprint=blueprint, signed_in=_signed_in, by_link=_by_link)


@pages.get("/agenda")
def day_show(owner: AgendaOwner) -> str:
    """One's meetings by day: when, where, with whom."""
    meetings, edition = owner.meetings(), owner.edition
    attendance = get_attendance(owner.person_id, edition_id=edition.id)
    taken: list[tuple[OwnMeeting | Held | Chosen, bool]] = [(each, False) for each in attendance.engagements]
    taken += [(each, each.talk.cancelled) for each in attendance.sessions]
    days = lay_out(
        [*taken, *((meeting, meeting.status is not MeetingStatus.SCHEDULED) for meeting in meetings)],
        time_zone=edition.time_zone,
        shortest_free=timedelta(minutes=edition.slot_minutes + 2 * edition.gap_minutes),
        now=utc_now(),
    )
    interpreters = {
        code: language_name(code, locale_name())
        for code in {meeting.interpreter for meeting in meetings if meeting.interpreter}
    }
    return render_template(
        "agenda/agenda.html",
        owner=owner,
        days=days,
        is_ahead=any(not line.is_past for day in days for line in day.lines),
        forum_days=[day for day in attendance.days if service.DAY_STATUS[day.status] is not EntryStatus.CANCELLED],
        standing=sum(meeting.status is MeetingStatus.SCHEDULED for meeting in meetings),
        halls=sorted({meeting.hall for meeting in meetings}, key=sort_key),
        interpreters=interpreters,
        answers=attendance.told,
        outcomes=_link_to_outcomes(owner, meetings),
        confirmation=_link_to_confirmation(owner, meetings),
    )


def _link_to_outcomes(owner: AgendaOwner, meetings: list[OwnMeeting]) -> Link | None:
    """Where who has signed in says what came of their meetings, once one is over."""
    now = utc_now()
    over = any(each.ends_at <= now and each.status is not MeetingStatus.CANCELLED for each in meetings)
    return link_to_outcomes() if over and owner.token is None else None


def _link_to_confirmation(owner: AgendaOwner, meetings: list[OwnMeeting]) -> Link | None:
    """Where who has signed in confirms that they come, while a meeting of theirs waits for it."""
    now = utc_now()
    waits = any(each.is_answered_for(now) and not each.is_confirmed for each in meetings)
    return link_to_confirmation() if waits and owner.token is None else None


@pages.get("/agenda.ics")
def calendar_show(owner: AgendaOwner) -> Response:
    """One's agenda as a calendar file."""
    meetings = owner.meetings()
    attendance = get_attendance(owner.person_id, edition_id=owner.edition.id)
    calendar = own_calendar(meetings, attendance, language=owner.language)
    changed_at = _last_change(calendar, attendance.edition.changed_at, attendance.engaged_at)
    response = _conditional(calendar_download(calendar), changed_at=changed_at)
    response.headers["Content-Disposition"] = f'attachment; filename="agenda-{owner.edition.slug}.ics"'
    return response


@pages.get("/agenda/subscription")
def subscription_show(owner: AgendaOwner) -> str:
    """The state of one's calendar address."""
    return _subscription(owner)


@pages.post("/agenda/subscription")
def subscription_create(owner: AgendaOwner) -> Response:
    """Create a new address and show it once, because it is not stored; the old one is revoked."""
    token = service.renew_feed(owner.person_id, edition_id=owner.edition.id, now=utc_now())
    response = Response(_subscription(owner, token=token))
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post("/agenda/subscription/way")
def way_create(owner: AgendaOwner) -> Any:
    """Choose how one's meetings reach one's calendar."""
    way = _chosen_way()
    service.choose_way(owner.person_id, way, edition_id=owner.edition.id, by=None, now=utc_now(), is_own=True)
    flash(_chosen(way), "success")
    return redirect(owner.url("subscription_show"), 303)


@pages.post("/agenda/subscription/revocation")
def revocation_create(owner: AgendaOwner) -> Any:
    """Revoke one's address."""
    service.revoke_feed(owner.person_id, edition_id=owner.edition.id, now=utc_now())
    flash(_("Desactivamos su dirección de calendario."), "success")
    return redirect(owner.url("subscription_show"))


@blueprint.get("/<edition_slug>/meetings/people/<int:person_id>/calendar")
@requires("meetings.coordinate")
def person_calendar_show(person_id: int) -> str:
    """How somebody's meetings reach their calendar, for the staff: what was sent, and what was answered."""
    edition = current_edition()
    person = get_participant(person_id, edition_id=edition.id)
    sent = invitations_of(person.id, edition_id=edition.id)
    return render_template(
        "agenda/person_calendar.html",
        person=person,
        way=way_of(person.id, edition_id=edition.id),
        ways=CalendarWay,
        invitations=sorted((row for row, _counted in sent.values()), key=lambda row: (row.starts_at, row.id)),
        history=history_of(CalendarChoice, person_id=person.id, edition_id=edition.id),
    )


@blueprint.post("/<edition_slug>/meetings/people/<int:person_id>/calendar")
@requires("meetings.coordinate")
def person_way_create(person_id: int) -> Any:
    """Choose it for somebody."""
    edition_id = current_edition().id
    person, way = get_participant(person_id, edition_id=edition_id), _chosen_way()
    service.choose_way(person.id, way, edition_id=edition_id, by=current_person().id, now=utc_now())
    flash(_chosen(way), "success")
    return redirect(url_for("agenda.person_calendar_show", person_id=person_id), 303)


def _chosen_way() -> CalendarWay:
    """The way that a button sent; another word is no form of ours."""
    sent = request.form.get("way", "")
    if sent not in set(CalendarWay):
        abort(400)
    return CalendarWay(sent)


def _chosen(way: CalendarWay) -> str:
    if way is CalendarWay.INVITATIONS:
        return _("Guardamos el cambio. Enviaremos por correo una invitación por cada cita programada.")
    return _("Guardamos el cambio. Enviaremos una cancelación por cada invitación.")


@blueprint.get("/calendar/<token>.ics")
@public
def feed_show(token: str) -> Response:
    """A subscribed calendar: 404 for an unknown address, 410 for a revoked one, 304 when nothing changed."""
    feed = find_feed(token_hash(token))
    if feed is None:
        return Response(_("Este calendario no existe."), 404, mimetype="text/plain")
    if feed.revoked_at is not None:
        return Response(_("Esta dirección de calendario ya no funciona."), 410, mimetype="text/plain")
    attendance = feed.attendance
    meetings = list_meetings_for(feed.person_id, edition_id=attendance.edition.id) if feed.has_meetings else []
    calendar = own_calendar(meetings, attendance, language=feed.language, source=_absolute(request.path))
    changed_at = _last_change(calendar, feed.created_at, attendance.edition.changed_at, attendance.engaged_at)
    return _conditional(calendar_feed(calendar), changed_at=changed_at)


@blueprint.get("/<edition_slug>/programme/calendar")
@public
def programme_subscription_show() -> str:
    """How to subscribe to the whole programme."""
    edition, language = current_edition(), locale_name()
    address = _absolute(url_for("agenda.programme_calendar_show", language=language))
    subscription = subscription_of(address, name=f"{_('Programa')} · {edition.name}")
    return render_template("agenda/programme_subscription.html", subscription=subscription)


@blueprint.get("/<edition_slug>/programme/calendar.ics")
@public
def programme_calendar_show() -> Response:
    """The whole programme as a feed."""
    edition = current_edition()
    programme = programme_of(edition)
    source = _absolute(request.path)
    calendar = public_calendar(programme, programme.talks, edition, language=_asked_language(), source=source)
    return _conditional(calendar_feed(calendar), changed_at=programme.published_at)


@blueprint.get("/<edition_slug>/programme/sessions/<int:talk_id>.ics")
@public
def talk_calendar_show(talk_id: int) -> Response:
    """One session as a calendar file."""
    edition = current_edition()
    programme = programme_of(edition)
    talk = programme.talk(talk_id)
    calendar = public_calendar(programme, [talk], edition, language=_asked_language())
    response = _conditional(calendar_download(calendar), changed_at=talk.changed_at)
    response.headers["Content-Disposition"] = f'attachment; filename="sesion-{talk_id}.ics"'
    return response


def _asked_language() -> str:
    """The language in the address, as calendar apps tell none; else that of the request."""
    asked = request.args.get("language", "")
    return asked if asked in {"es", "en"} else locale_name()


def _subscription(owner: AgendaOwner, *, token: str | None = None) -> str:
    address = None if token is None else _absolute(url_for("agenda.feed_show", token=token))
    feed = find_feed_address(owner.person_id, edition_id=owner.edition.id)
    name = f"{_('Mi agenda')} · {owner.edition.name}"
    subscription = None if address is None else subscription_of(address, name=name)
    way = way_of(owner.person_id, edition_id=owner.edition.id)
    return render_template(
        "agenda/subscription.html", owner=owner, feed=feed, subscription=subscription, way=way, ways=CalendarWay
    )


def _absolute(path: str) -> str:
    """The public address of a path, whatever host name this request used."""
    return f"{current_app.config['FORO'].base_url}{path}"


def _last_change(calendar: Calendar, *others: datetime | None) -> datetime | None:
    """The latest change of an entry, or of what the calendar says besides."""
    entries = (entry.last_modified for entry in calendar.entries)
    return max((*entries, *filter(None, others)), default=None)


def _conditional(data: bytes, *, changed_at: datetime | None) -> Response:
    """The calendar, or 304 when the app that asks has the same."""
    response = Response(data, content_type=media_type())
    response.set_etag(entity_tag(data))
    if changed_at is not None:
        response.last_modified = changed_at
    response.headers["Cache-Control"] = "private"
    return response.make_conditional(request)  # type: ignore[return-value]
