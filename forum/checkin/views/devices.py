"""The devices of the door, for who supervises it: what each does, its name, closing it from afar."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.checkin.forms import DeviceForm, PinForm
from forum.checkin.labels import ago_words
from forum.checkin.models import DeviceEvent
from forum.checkin.queries.devices import DeviceRow, get_device, list_devices
from forum.checkin.service.devices import close_device, rename_device
from forum.checkin.service.pairing import set_pin
from forum.core.access import public, requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.web import is_fragment
from forum.editions.context import current_edition

blueprint = Blueprint("checkin_devices", __name__, url_prefix="/<edition_slug>/checkin")


@blueprint.get("/devices")
@requires("checkin.supervise")
def device_list() -> str:
    """Every device that scans here: who has it, where, how it is, and what to look after."""
    now = utc_now()
    devices = list_devices(current_edition(), now=now)
    template = "checkin/_devices.html" if is_fragment() else "checkin/devices.html"
    return render_template(template, devices=devices, now=now, ago=ago_words)


@blueprint.route("/devices/<int:device_id>", methods=["GET", "POST"])
@requires("checkin.supervise")
def device_edit(device_id: int) -> Any:
    """One device: its name, its PIN, what happened to it, and the way to close it."""
    now, edition = utc_now(), current_edition()
    device = get_device(device_id, edition=edition, now=now)
    form = DeviceForm(data={"name": device.given_name})
    if form.accepts(
        lambda: rename_device(device_id, edition_id=edition.id, name=form.name.data, by=current_person().id, now=now)
    ):
        flash(_("Guardamos el nombre."), "success")
        return redirect(url_for("checkin_devices.device_list"))
    return _page(device, form=form), form.status


@blueprint.post("/devices/<int:device_id>/pin")
@requires("checkin.supervise")
def pin_create(device_id: int) -> Any:
    """Let a device ask for a PIN."""
    now, edition, form = utc_now(), current_edition(), PinForm()
    device = get_device(device_id, edition=edition, now=now)
    if form.accepts(
        lambda: set_pin(device_id, edition_id=edition.id, pin=form.pin.data, by=current_person().id, now=now)
    ):
        flash(_("Pusimos el PIN. El dispositivo lo pide desde que vuelva a comunicarse."), "success")
        return redirect(url_for("checkin_devices.device_edit", device_id=device_id))
    return _page(device, pin_form=form), form.status


@blueprint.post("/devices/<int:device_id>/pin/removal")
@requires("checkin.supervise")
def pin_delete(device_id: int) -> Response:
    """Let a device ask for no PIN any more."""
    set_pin(device_id, edition_id=current_edition().id, pin="", by=current_person().id, now=utc_now())
    flash(_("Quitamos el PIN. El dispositivo deja de pedirlo cuando vuelva a comunicarse."), "success")
    return redirect(url_for("checkin_devices.device_edit", device_id=device_id), 303)


@blueprint.post("/devices/<int:device_id>/closing")
@requires("checkin.supervise")
def closing_create(device_id: int) -> Response:
    """Close a device from afar."""
    close_device(device_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(
        _("Cerramos su sesión. El dispositivo borra lo que guarda en cuanto tenga red y se abra el escáner."), "success"
    )
    return redirect(url_for("checkin_devices.device_edit", device_id=device_id), 303)


@blueprint.get("/device/closed")
@public
def closed_show() -> str:
    """What a device that was closed from afar shows; that one should sign in was said on the way, and is not so."""
    session.pop("_flashes", None)
    return render_template("checkin/closed.html")


def _page(device: DeviceRow, *, form: DeviceForm | None = None, pin_form: PinForm | None = None) -> str:
    return render_template(
        "checkin/device.html",
        form=form or DeviceForm(formdata=None, data={"name": device.given_name}),
        pin_form=pin_form or PinForm(formdata=None),
        device=device,
        history=history_of(DeviceEvent, device_id=device.id),
        now=utc_now(),
        ago=ago_words,
    )
