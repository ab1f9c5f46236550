"""Publishing an edition, asked first on a page that says what changes; and hiding it."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.core.access import requires_everywhere
from forum.core.clock import utc_now
from forum.core.forms import Form
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition, links_to_take_part
from forum.editions.models import Edition
from forum.editions.queries import find_front_edition, missing_steps, offered_categories
from forum.editions.rules import NEEDED_TO_PUBLISH, WindowState, window_state
from forum.editions.service import publish_edition, unpublish_edition
from forum.editions.views.blueprints import setup_pages


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownWindow:
    """A window of the edition as the page lists it; the label is a marked sentence."""

    label: str
    opens_at: datetime
    closes_at: datetime
    state: WindowState


@setup_pages.route("/publication", methods=["GET", "POST"])
@requires_everywhere("editions.edit")
def publication_new() -> tuple[str, int] | Response:
    """Say what becomes public and what the start page will show; then publish the edition."""
    edition, form, now = current_edition(), Form(), utc_now()
    if form.accepts(lambda: publish_edition(edition.id, now=now)):
        flash(_("Publicamos la edición."), "success")
        return redirect(url_for("setup.overview_show"))
    if edition.published_at is not None:
        return redirect(url_for("setup.overview_show"))
    page = render_template(
        "editions/setup/publication.html",
        form=form,
        edition=edition,
        front=find_front_edition(now=now),
        front_then=find_front_edition(now=now, published_too=edition),
        entries=links_to_take_part(),
        categories=offered_categories(edition.id),
        windows=_windows(edition, now),
        publishable=not missing_steps(edition) & NEEDED_TO_PUBLISH,
    )
    return page, form.status


def _windows(edition: Edition, now: datetime) -> list[ShownWindow]:
    pairs = (
        (N_("Registro"), edition.registration_opens_at, edition.registration_closes_at),
        (N_("Solicitudes de cita"), edition.requests_open_at, edition.requests_close_at),
    )
    return [
        ShownWindow(
            label=label,
            opens_at=opens_at,
            closes_at=closes_at,
            state=window_state(opens_at=opens_at, closes_at=closes_at, now=now),
        )
        for label, opens_at, closes_at in pairs
    ]


@setup_pages.route("/publication/withdrawal", methods=["POST"])
@requires_everywhere("editions.edit")
def publication_withdrawal_create() -> Response:
    """Hide the edition."""
    unpublish_edition(current_edition().id)
    flash(_("Ocultamos la edición al público. Sus datos se conservan."), "success")
    return redirect(url_for("setup.overview_show"))
