"""Halls and tables."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition, frame_links
from forum.editions.enums import HallKind
from forum.editions.forms import HallForm, TablesForm
from forum.editions.models import Hall
from forum.editions.queries import hall_in, list_halls
from forum.editions.rules import number_ranges
from forum.editions.service import add_tables, create_hall, remove_hall, remove_tables, update_hall
from forum.editions.views.blueprints import setup_pages


@setup_pages.route("/halls", methods=["GET", "POST"])
@requires("editions.edit")
def hall_list() -> tuple[str, int] | Response:
    """The halls, and a form to add one."""
    edition = current_edition()
    form = HallForm()
    if made := form.accepts(lambda: create_hall(edition.id, name=form.name.data, kind=HallKind(form.kind.data))):
        flash(_("Agregamos el salón «%(name)s».", name=made.result.name), "success")
        return redirect(url_for("setup.hall_edit", hall_id=made.result.id))
    page = render_template("editions/setup/halls.html", halls=list_halls(edition.id), form=form)
    return page, form.status


@setup_pages.route("/halls/<int:hall_id>", methods=["GET", "POST"])
@requires("editions.edit")
def hall_edit(hall_id: int) -> tuple[str, int] | Response:
    """A hall: its name, its use, its tables."""
    hall = hall_in(current_edition().id, hall_id)
    form = HallForm(obj=hall)
    kind = form.kind.data
    if form.accepts(lambda: update_hall(hall.id, name=form.name.data, kind=HallKind(kind), now=utc_now())):
        flash(_("Guardamos los cambios."), "success")
        return redirect(url_for("setup.hall_edit", hall_id=hall.id))
    return _hall_page(hall_id, form, TablesForm(formdata=None)), form.status


@setup_pages.route("/halls/<int:hall_id>/tables", methods=["POST"])
@requires("editions.edit")
def table_update(hall_id: int) -> tuple[str, int] | Response:
    """Add a range of tables to the hall, or remove it."""
    hall = hall_in(current_edition().id, hall_id)
    form = TablesForm()
    if form.accepts(lambda: _change_tables(hall, form)):
        return redirect(url_for("setup.hall_edit", hall_id=hall.id))
    return _hall_page(hall_id, HallForm(formdata=None, obj=hall), form), form.status


def _change_tables(hall: Hall, form: TablesForm) -> None:
    first, last = form.first.data or 0, form.last.data or 0
    if "remove" in request.form:
        removed = remove_tables(hall.id, first=first, last=last, by=current_person().id, now=utc_now())
        flash(_("Mesas quitadas: %(number)s.", number=removed), "success")
    else:
        added = add_tables(hall.id, first=first, last=last)
        flash(_("Mesas agregadas: %(number)s.", number=added), "success")


def _hall_page(hall_id: int, form: HallForm, tables_form: TablesForm) -> str:
    hall = hall_in(current_edition().id, hall_id)  # read again: a refusal has rolled back and expired the row
    runs = number_ranges(table.number for table in hall.tables)
    numbers = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return render_template(
        "editions/setup/hall.html",
        hall=hall,
        form=form,
        tables_form=tables_form,
        numbers=numbers,
        links=frame_links("hall", id=hall.id) if hall.kind is HallKind.B2B else [],
    )


@setup_pages.route("/halls/<int:hall_id>/removal", methods=["POST"])
@requires("editions.edit")
def hall_delete(hall_id: int) -> Response:
    """Delete a hall."""
    hall = hall_in(current_edition().id, hall_id)
    remove_hall(hall.id)
    flash(_("Quitamos el salón «%(name)s».", name=hall.name), "success")
    return redirect(url_for("setup.hall_list"))
