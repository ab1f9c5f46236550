"""A person's agenda: signed in, or through the signed link of their registration; and their calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for

from forum.accounts.context import current_person
from forum.agenda import service
from forum.agenda.ical import Calendar, calendar_download, calendar_feed, entity_tag, media_type
from forum.agenda.queries import EditionOfAgenda, edition_of_agenda, feed_of, find_feed
from forum.agenda.rules import lay_out, subscription_of
from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.tokens import token_hash
from forum.core.twins import TwinPages, twin_url
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.meetings.enums import MeetingStatus
from forum.meetings.queries.meetings import OwnMeeting, list_meetings_for
from forum.registration.context import registration_of_link

blueprint = Blueprint("agenda", __name__)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose agenda it is, and the addresses of their pages: below the edition, or behind their link."""

    person_id: int
    name: str
    language: str
    edition: Edition
    token: str | None = None

    def url(self, page: str) -> str:
        """The address of one of the agenda's pages."""
        return twin_url(f"agenda.{page}", self.token)

    def meetings(self) -> list[OwnMeeting]:
        """Their meetings, cancelled ones too."""
        return list_meetings_for(self.person_id, edition_id=self.edition.id)


def _reader_signed_in() -> Reader:
    person = current_person()
    return Reader(person.id, person.display_name, person.language, current_edition())


def _reader_of_link(token: str) -> Reader:
    person = registration_of_link(token).person
    name = f"{person.given_names} {person.first_surname}"
    return Reader(person.id, name, person.language, current_edition(), token)


pages = TwinPages(blueprint=blueprint, signed_in=_reader_signed_in, by_link=_reader_of_link)


@pages.get("/agenda")
def day_show(reader: Reader) -> str:
    """One's day: what, where, with whom."""
    meetings, edition = reader.meetings(), reader.edition
    days = lay_out(
        [(meeting, meeting.status is MeetingStatus.CANCELLED) for meeting in meetings],
        time_zone=edition.time_zone,
        shortest_free=timedelta(minutes=edition.slot_minutes + 2 * edition.gap_minutes),
        now=utc_now(),
    )
    interpreters = {
        code: service.language_name(code, locale_name())
        for code in {meeting.interpreter for meeting in meetings if meeting.interpreter}
    }
    return render_template(
        "agenda/agenda.html",
        reader=reader,
        days=days,
        standing=sum(meeting.status is not MeetingStatus.CANCELLED for meeting in meetings),
        halls=sorted({meeting.hall for meeting in meetings}),
        interpreters=interpreters,
    )


@pages.get("/agenda.ics")
def calendar_show(reader: Reader) -> Response:
    """One's agenda as a calendar file to keep."""
    meetings = reader.meetings()
    calendar = _calendar(meetings, edition_of_agenda(reader.edition), language=reader.language)
    response = _conditional(calendar_download(calendar), changed_at=_last_change(meetings, since=None))
    response.headers["Content-Disposition"] = f'attachment; filename="agenda-{reader.edition.slug}.ics"'
    return response


@pages.get("/agenda/subscription")
def subscription_show(reader: Reader) -> str:
    """Whether one's calendar has an address, and since when."""
    return _subscription(reader)


@pages.post("/agenda/subscription")
def subscription_create(reader: Reader) -> Response:
    """Make a new address and show it, once: it is kept nowhere; the one before stops answering."""
    made = service.renew_feed(reader.person_id, edition_id=reader.edition.id, now=utc_now())
    response = Response(_subscription(reader, made=made))
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post("/agenda/subscription/revocation")
def revocation_create(reader: Reader) -> Any:
    """Stop answering at one's address."""
    service.revoke_feed(reader.person_id, edition_id=reader.edition.id, now=utc_now())
    flash(_("Su dirección de calendario dejó de funcionar."), "success")
    return redirect(reader.url("subscription_show"))


@blueprint.get("/calendar/<token>.ics")
@public
def feed_show(token: str) -> Response:
    """A subscribed calendar: 404 for an address never made, 410 for one that was revoked, 304 when nothing changed."""
    feed = find_feed(token_hash(token))
    if feed is None:
        return Response(_("Este calendario no existe."), 404, mimetype="text/plain")
    if feed.revoked_at is not None:
        return Response(_("Esta dirección de calendario ya no sirve."), 410, mimetype="text/plain")
    meetings = list_meetings_for(feed.person_id, edition_id=feed.edition.id)
    calendar = _calendar(meetings, feed.edition, language=feed.language, source=_absolute(request.path))
    return _conditional(calendar_feed(calendar), changed_at=_last_change(meetings, since=feed.created_at))


def _subscription(reader: Reader, *, made: str | None = None) -> str:
    address = None if made is None else _absolute(url_for("agenda.feed_show", token=made))
    feed = feed_of(reader.person_id, edition_id=reader.edition.id)
    name = f"{_('Mi agenda')} · {reader.edition.name}"
    ways = None if address is None else subscription_of(address, name=name)
    return render_template("agenda/subscription.html", reader=reader, feed=feed, ways=ways)


def _calendar(meetings: list[OwnMeeting], edition: EditionOfAgenda, *, language: str, source: str = "") -> Calendar:
    return service.calendar_of(
        meetings,
        edition,
        language=language,
        publisher=_address_of(current_app.config["FORO"].mail_from),
        agenda_url=_absolute(url_for("agenda.day_show", edition_slug=edition.slug)),
        source=source,
    )


@lru_cache(maxsize=4)
def _address_of(sender: str) -> str:
    return parseaddr(sender)[1]


def _absolute(path: str) -> str:
    """An address as the outside world knows it, whatever name this request came by."""
    return f"{current_app.config['FORO'].base_url}{path}"


def _last_change(meetings: list[OwnMeeting], *, since: datetime | None) -> datetime | None:
    return max((meeting.changed_at for meeting in meetings), default=since)


def _conditional(data: bytes, *, changed_at: datetime | None) -> Response:
    """The calendar, or 304 when the program that asks has it as it is."""
    response = Response(data, content_type=media_type())
    response.set_etag(entity_tag(data))
    if changed_at is not None:
        response.last_modified = changed_at
    response.headers["Cache-Control"] = "private"
    return response.make_conditional(request)  # type: ignore[return-value]
