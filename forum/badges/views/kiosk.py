"""Kiosks: staff open and end them; people show the code of their mail there, and their badge is printed."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.badges.errors import PrinterNotReached
from forum.badges.forms import CodeForm, KioskForm
from forum.badges.models import Kiosk
from forum.badges.queries import Holder, holder_of
from forum.badges.queries.handing import find_open_kiosk, list_kiosks
from forum.badges.service.faces import counter_label
from forum.badges.service.handing import end_kiosk, give_back_at_kiosk, open_kiosk, print_label, take_at_kiosk
from forum.badges.views.desk import PERMISSION, desk
from forum.badges.views.label import badge_printer
from forum.badges.views.own import badge_fonts, own
from forum.core.access import public, requires
from forum.core.clock import utc_now
from forum.core.database import found
from forum.core.i18n import gettext as _
from forum.core.limits import limited
from forum.editions.context import current_edition

BY_NETWORK = "120 per minute"


@desk.route("/kiosks", methods=["GET", "POST"])
@requires(PERMISSION)
def kiosk_list() -> Any:
    """The kiosks of the edition, and a form for another one; its address is shown once."""
    edition_id = current_edition().id
    form = KioskForm()
    done = form.accepts(lambda: open_kiosk(edition_id, name=form.name.data, by=current_person().id, now=utc_now()))
    address = url_for("badges.kiosk_show", token=done.result.token, _external=True) if done else ""
    kiosks = list_kiosks(edition_id)
    page = render_template(
        "badges/kiosks.html", form=KioskForm(formdata=None) if done else form, kiosks=kiosks, address=address
    )
    return page, 200 if done else form.status


@desk.post("/kiosks/<int:kiosk_id>/deletion")
@requires(PERMISSION)
def kiosk_delete(kiosk_id: int) -> Response:
    """End a kiosk: its address opens nothing any more."""
    end_kiosk(kiosk_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Cerramos el quiosco."), "success")
    return redirect(url_for(".kiosk_list"), 303)


@own.route("/<edition_slug>/kiosk/<token>", methods=["GET", "POST"])
@limited(BY_NETWORK, methods=["POST"])
@public
def kiosk_show(token: str) -> Any:
    """Where people show the code of their mail; their badge is printed, and the next one can come."""
    kiosk = found(find_open_kiosk(token, edition_id=current_edition().id))
    form, printer = CodeForm(), badge_printer()
    done = form.accepts(lambda: _printed(form.code.data, kiosk, printer))
    label = counter_label(done.result, fonts=badge_fonts()) if done and printer is None else None
    page = render_template(
        "badges/kiosk.html",
        form=CodeForm(formdata=None) if done else form,
        holder=done.result if done else None,
        label=label,
        token=token,
    )
    return page, 200 if done else form.status


def _printed(text: str, kiosk: Kiosk, printer: str | None) -> Holder:
    """Whose badge it is, once it is printed, or ready for the browser to print."""
    badge = take_at_kiosk(text, kiosk=kiosk, now=utc_now())
    holder = holder_of(badge.registration_id, edition_id=kiosk.edition_id)
    if printer is not None:
        try:
            print_label(holder, fonts=badge_fonts(), printer=printer)
        except PrinterNotReached:
            give_back_at_kiosk(badge, kiosk=kiosk)
            raise
    return holder
