"""One badge for the printer of the counter: by the browser, at the exact size of its page, or by a printer here."""

from flask import Response, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.accounts.context import current_person
from forum.badges.errors import BadgeRevokedAlready
from forum.badges.queries import Holder, holder_of
from forum.badges.service import mark_badge_as_printed
from forum.badges.service.faces import counter_label
from forum.badges.service.handing import print_label
from forum.badges.views.desk import PERMISSION, desk
from forum.badges.views.own import badge_fonts, own
from forum.core.access import public, requires
from forum.core.clock import utc_now
from forum.core.database import found
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition

LARGEST = 6000
"""Tenths of a millimetre: no label is longer."""


def badge_printer() -> str | None:
    """The printer of this machine that labels go to, if any."""
    printer: str | None = current_app.config["FORO"].badge_printer
    return printer


@desk.get("/<int:registration_id>/label")
@requires(PERMISSION)
def label_show(registration_id: int) -> str:
    """One badge as the browser prints it; the print dialog opens by itself."""
    holder = _holder(registration_id)
    label = counter_label(holder, fonts=badge_fonts())
    return render_template("badges/label.html", holder=holder, label=label, printer=badge_printer())


@desk.post("/<int:registration_id>/label")
@requires(PERMISSION)
def label_create(registration_id: int) -> WerkzeugResponse:
    """Print one badge on this machine's printer, and mark it as printed."""
    holder, printer = _holder(registration_id), found(badge_printer())
    if holder.badge is None:
        raise BadgeRevokedAlready
    print_label(holder, fonts=badge_fonts(), printer=printer)
    mark_badge_as_printed(holder.badge.id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Enviamos el gafete a la impresora."), "success")
    return redirect(url_for(".badge_show", registration_id=registration_id), 303)


@own.get("/badge-paper/<int:wide>x<int:high>.css")
@public
def paper_show(wide: int, high: int) -> Response:
    """The size of a printed page, in tenths of a millimetre: style of a page may come from a file alone."""
    wide, high = (max(1, min(LARGEST, length)) for length in (wide, high))
    css = f"@media print {{ @page {{ size: {wide / 10:g}mm {high / 10:g}mm; margin: 0; }} }}\n"
    response = Response(css, mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _holder(registration_id: int) -> Holder:
    return holder_of(registration_id, edition_id=current_edition().id)
