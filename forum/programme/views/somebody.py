"""The desk chooses sessions for somebody registered, as by telephone."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.editions.context import current_edition
from forum.programme import service
from forum.programme.context import day_of
from forum.programme.queries.choices import history_of_choices
from forum.programme.queries.published import programme_of
from forum.programme.rules.versions import VersionTalk
from forum.programme.views.agenda_page import agenda_page
from forum.programme.views.blueprints import people
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries import registration_in


@dataclass(frozen=True, slots=True)
class Somebody:
    """For whom is chosen; their registration only where it is approved."""

    registration: Registration
    name: str
    registration_id: int | None

    def url(self, page: str, **values: Any) -> str:
        """The address of one of these pages about them."""
        return url_for(f"programme_people.{page}", registration_id=self.registration.id, **values)


def _somebody(registration_id: int) -> Somebody:
    registration = registration_in(current_edition().id, registration_id)
    attends = registration.status is RegistrationStatus.APPROVED
    return Somebody(registration, registration.person.full_name, registration.id if attends else None)


@people.get("")
@requires("registration.review")
def session_list(registration_id: int) -> str:
    """The sessions of a day, which of them somebody has chosen, what they collide with, and who chose what."""
    who = _somebody(registration_id)
    return render_template(
        "programme/desk/sessions_of.html",
        who=who,
        person=who.registration.person,
        history=history_of_choices(registration_id),
        **agenda_page(who.registration.person_id, edition=current_edition()),
    )


def _back(who: Somebody, talk: VersionTalk) -> ResponseReturnValue:
    day = day_of(talk.starts_at).isoformat()
    return redirect(who.url("session_list", day=day, _anchor=f"session-{talk.id}"), 303)


@people.post("/<int:talk_id>")
@requires("registration.review")
def choice_create(registration_id: int, talk_id: int) -> ResponseReturnValue:
    """Put a session into somebody's agenda, or let them wait for a place in it."""
    who, talk = _somebody(registration_id), programme_of(current_edition()).talk(talk_id)
    choice = service.choose_talk(talk.uid, registration_id=registration_id, by=current_person().id, now=utc_now())
    title = talk.title(locale_name())
    if choice.is_waiting:
        flash(_("%(name)s está en la lista de espera de «%(title)s».", name=who.name, title=title), "info")
    else:
        flash(_("Agregamos «%(title)s» a la agenda de %(name)s.", title=title, name=who.name), "success")
    return _back(who, talk)


@people.post("/<int:talk_id>/removal")
@requires("registration.review")
def choice_delete(registration_id: int, talk_id: int) -> ResponseReturnValue:
    """Take a session out of somebody's agenda; its place goes to who waits."""
    who, talk = _somebody(registration_id), programme_of(current_edition()).talk(talk_id)
    service.leave_talk(talk.uid, registration_id=registration_id, by=current_person().id, now=utc_now())
    title = talk.title(locale_name())
    flash(_("Quitamos «%(title)s» de la agenda de %(name)s.", title=title, name=who.name), "success")
    return _back(who, talk)
