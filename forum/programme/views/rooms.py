"""The rooms of the programme."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.editions.queries import list_halls
from forum.programme import service
from forum.programme.forms import RoomForm
from forum.programme.queries.draft import count_talks_by_room, list_rooms, room_in
from forum.programme.views.blueprints import desk


def _offering_halls(form: RoomForm) -> RoomForm:
    form.offer_halls((row.Hall.id, row.Hall.name) for row in list_halls(current_edition().id))
    return form


@desk.route("/rooms", methods=["GET", "POST"])
@requires("programme.edit")
def room_list() -> ResponseReturnValue:
    """The rooms, and a form to add one."""
    edition_id, by = current_edition().id, current_person().id
    form = _offering_halls(RoomForm())
    if form.accepts(
        lambda: service.add_room(
            edition_id,
            name=form.name.data,
            hall_id=form.hall_id.data or None,
            capacity=form.capacity.data,
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("Agregamos la sala «%(name)s».", name=form.name.data), "success")
        return redirect(url_for("programme_desk.room_list"), 303)
    page = render_template(
        "programme/desk/rooms.html", form=form, rooms=list_rooms(edition_id), counts=count_talks_by_room(edition_id)
    )
    return page, form.status


@desk.route("/rooms/<int:room_id>", methods=["GET", "POST"])
@requires("programme.edit")
def room_edit(room_id: int) -> ResponseReturnValue:
    """Change a room."""
    edition_id, by = current_edition().id, current_person().id
    room = room_in(edition_id, room_id)
    form = _offering_halls(RoomForm(obj=room, data={"hall_id": room.hall_id or 0}))
    if form.accepts(
        lambda: service.update_room(
            room_id,
            edition_id=edition_id,
            name=form.name.data,
            hall_id=form.hall_id.data or None,
            capacity=form.capacity.data,
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos la sala."), "success")
        return redirect(url_for("programme_desk.room_list"), 303)
    return render_template("programme/desk/room.html", form=form, room=room_in(edition_id, room_id)), form.status


@desk.post("/rooms/<int:room_id>/removal")
@requires("programme.edit")
def room_delete(room_id: int) -> Response:
    """Delete a room."""
    name = service.remove_room(room_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos la sala «%(name)s».", name=name), "success")
    return redirect(url_for("programme_desk.room_list"), 303)
