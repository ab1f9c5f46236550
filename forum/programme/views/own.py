"""The sessions of one's own: signed in, or through the link of one's registration."""

from dataclasses import dataclass

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.twins import TwinPages, twin_url
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.programme import service
from forum.programme.context import day_of
from forum.programme.errors import NotAttending
from forum.programme.queries.choices import find_registration
from forum.programme.queries.published import programme_of
from forum.programme.rules.versions import VersionTalk
from forum.programme.views.agenda_page import agenda_page
from forum.programme.views.blueprints import own_programme
from forum.registration.context import registration_of_link


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who chooses: the person, their approved registration, if any, and the token of the link they came by, if any."""

    person_id: int
    registration_id: int | None
    edition: Edition
    token: str | None = None

    def url(self, page: str, **values: object) -> str:
        """The address of one of these pages for them."""
        return twin_url(f"own_programme.{page}", self.token, **values)

    @property
    def attends(self) -> int:
        """Their registration.

        Raises:
            NotAttending: they have none that is approved.
        """
        if self.registration_id is None:
            raise NotAttending
        return self.registration_id


def _of(person_id: int, token: str | None = None) -> Attendee:
    edition = current_edition()
    return Attendee(person_id, find_registration(person_id, edition_id=edition.id), edition, token)


def _signed_in() -> Attendee:
    return _of(current_person().id)


def _by_link(token: str) -> Attendee:
    return _of(registration_of_link(token).person_id, token)


pages = TwinPages(blueprint=own_programme, signed_in=_signed_in, by_link=_by_link)


@pages.get("/programme/own")
def session_list(who: Attendee) -> str:
    """The sessions of a day, which of them one has chosen, what they collide with, and how many places are left."""
    return render_template("programme/own.html", who=who, **agenda_page(who.person_id, edition=who.edition))


def _back(who: Attendee, talk: VersionTalk) -> ResponseReturnValue:
    day = day_of(talk.starts_at).isoformat()
    return redirect(who.url("session_list", day=day, _anchor=f"session-{talk.id}"), 303)


def _talk(who: Attendee, talk_id: int) -> VersionTalk:
    return programme_of(who.edition).talk(talk_id)


@pages.post("/programme/own/<int:talk_id>")
def choice_create(who: Attendee, talk_id: int) -> ResponseReturnValue:
    """Put a session into one's agenda, or wait for a place in it."""
    talk = _talk(who, talk_id)
    choice = service.choose_talk(talk.uid, registration_id=who.attends, by=who.person_id, now=utc_now())
    if choice.is_waiting:
        flash(_("Está en la lista de espera de «%(title)s».", title=talk.title(locale_name())), "info")
    else:
        flash(_("Agregamos «%(title)s» a su agenda.", title=talk.title(locale_name())), "success")
    return _back(who, talk)


@pages.post("/programme/own/<int:talk_id>/removal")
def choice_delete(who: Attendee, talk_id: int) -> ResponseReturnValue:
    """Take a session out of one's agenda; its place goes to who waits."""
    talk = _talk(who, talk_id)
    service.leave_talk(talk.uid, registration_id=who.attends, by=who.person_id, now=utc_now())
    flash(_("Quitamos «%(title)s» de su agenda.", title=talk.title(locale_name())), "success")
    return _back(who, talk)
