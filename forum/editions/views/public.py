"""What everybody sees: the start page, and the page of an edition."""

from datetime import datetime, time

from flask import redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.core.access import public
from forum.core.clock import utc_now
from forum.core.i18n import N_, locale_name
from forum.editions.context import current_edition, enter_edition, ways_in
from forum.editions.models import Edition
from forum.editions.queries import figures, find_latest_edition
from forum.editions.rules import WindowState, moment, roman, window_state
from forum.editions.views.blueprints import editions

TONES = {WindowState.BEFORE: "neutral", WindowState.OPEN: "success", WindowState.AFTER: "neutral"}
WORDS = {
    WindowState.BEFORE: N_("Próximamente"),
    WindowState.OPEN: N_("Abierto ahora"),
    WindowState.AFTER: N_("Cerrado"),
}
FORUM_OPENS = N_("El foro abre sus puertas")


@editions.route("/")
@public
def start_show() -> str | Response:
    """The latest published edition; before there is one, the way to make it."""
    edition = find_latest_edition()
    if edition is not None:
        enter_edition(edition)
        return _landing(edition)
    if current_user.is_authenticated and current_user.may("editions.edit", None):
        return redirect(url_for("editions.edition_list"))
    return render_template("editions/none.html")


@editions.route("/<edition_slug>/")
@public
def show() -> str:
    """The public page of an edition."""
    return _landing(current_edition())


def _landing(edition: Edition) -> str:
    now = utc_now()
    return render_template(
        "editions/show.html",
        edition=edition,
        roman=roman(edition.ordinal),
        about=edition.about(locale_name()),
        figures=figures(edition.id),
        ways_in=ways_in(),
        moments=_moments(edition),
        now=now,
        registration=window_state(
            opens_at=edition.registration_opens_at, closes_at=edition.registration_closes_at, now=now
        ),
        words=WORDS,
        forum_opens=FORUM_OPENS,
    )


def _moments(edition: Edition) -> list[tuple[str, datetime]]:
    """What happens when, in order; the last of them may come after the forum has begun."""
    return sorted(
        (
            (N_("Abre el registro"), edition.registration_opens_at),
            (N_("Abren las solicitudes de cita"), edition.requests_open_at),
            (N_("Cierran las solicitudes de cita"), edition.requests_close_at),
            (N_("Agenda preliminar de citas"), edition.preliminary_at),
            (N_("Agenda definitiva de citas"), edition.freeze_at),
            (N_("Cierra el registro"), edition.registration_closes_at),
            (FORUM_OPENS, moment(edition.starts_on, time(), edition.time_zone)),
        ),
        key=lambda each: each[1],
    )
