"""Badges of the registrations that are ticked in the desk's list, or of all that it finds."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.badges.enums import Which
from forum.badges.service import start_print_run
from forum.badges.views.desk import PERMISSION, announce_run, desk
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.many import MOST_AT_ONCE
from forum.editions.context import current_edition
from forum.registration.context import address_of, wanted_here
from forum.registration.queries import select_registrations


@desk.post("/print-runs/chosen")
@requires(PERMISSION)
def chosen_run_create() -> Response:
    """Start a print run of the valid badges of those that are chosen, printed before or not."""
    edition_id, wanted = current_edition().id, wanted_here()
    ids = request.form.getlist("id", type=int)[:MOST_AT_ONCE]
    if "all" not in request.form and not ids:
        flash(_("Marque primero los registros."), "info")
        return redirect(url_for("registration_desk.registration_list", **address_of(wanted)))
    among = select_registrations(edition_id, wanted=wanted) if "all" in request.form else ids
    run = start_print_run(
        edition_id,
        category_id=None,
        which=Which.ALL,
        layout=None,
        among=among,
        by=current_person().id,
        now=utc_now(),
    )
    announce_run(run)
    without = 0 if "all" in request.form else len(set(ids)) - run.badges
    if without:
        flash(
            ngettext(
                "%(num)s de los marcados no tiene gafete vigente.",
                "%(num)s de los marcados no tienen gafete vigente.",
                without,
            ),
            "info",
        )
    return redirect(url_for("badge_desk.print_run_list", _anchor=f"run-{run.id}"))
