"""Categories of attendee."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.filters import weekday_date
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.editions.enums import CategoryKind
from forum.editions.forms import CategoryForm
from forum.editions.models import Category
from forum.editions.queries import allowed_days, category_in, list_categories, list_days
from forum.editions.service import OFFER_HOURS, create_category, move_category, remove_category, update_category
from forum.editions.views.blueprints import setup_pages


@setup_pages.route("/categories")
@requires("editions.edit")
def category_list() -> str:
    """The categories in their order."""
    rows = list_categories(current_edition().id)
    return render_template("editions/setup/categories.html", categories=rows)


@setup_pages.route("/categories/new", methods=["GET", "POST"])
@requires("editions.edit")
def category_new() -> tuple[str, int] | Response:
    """Add a category."""
    edition = current_edition()
    form = _form()
    if form.accepts(lambda: create_category(edition.id, **_typed(form))):
        return _saved()
    return render_template("editions/setup/category.html", form=form, category=None), form.status


@setup_pages.route("/categories/<int:category_id>", methods=["GET", "POST"])
@requires("editions.edit")
def category_edit(category_id: int) -> tuple[str, int] | Response:
    """Change a category."""
    category = category_in(current_edition().id, category_id)
    form = _form(category)
    if form.accepts(lambda: update_category(category.id, **_typed(form), now=utc_now())):
        return _saved()
    return render_template("editions/setup/category.html", form=form, category=category), form.status


def _form(category: Category | None = None) -> CategoryForm:
    days = allowed_days(category.id) if category else ()
    form = CategoryForm(obj=category, data={"days": list(days)})
    form.days.choices = options((day.id, weekday_date(day.date)) for day in list_days(current_edition().id))
    return form


def _typed(form: CategoryForm) -> dict[str, Any]:
    return {
        "code": form.code.data,
        "kind": CategoryKind(form.kind.data),
        "name_es": form.name_es.data,
        "name_en": form.name_en.data,
        "colour": form.colour.data,
        "quota": form.quota.data,
        "needs_approval": form.needs_approval.data,
        "offers_places": form.offers_places.data,
        "offer_hours": form.offer_hours.data or OFFER_HOURS,
        "day_ids": form.days.data or [],
    }


def _saved() -> Response:
    flash(_("Guardamos los cambios."), "success")
    return redirect(url_for("setup.category_list"))


@setup_pages.route("/categories/<int:category_id>/place", methods=["POST"])
@requires("editions.edit")
def category_place_update(category_id: int) -> Response:
    """Move a category up or down."""
    category = category_in(current_edition().id, category_id)
    move_category(category.id, up=request.form.get("direction") == "up")
    return redirect(url_for("setup.category_list"))


@setup_pages.route("/categories/<int:category_id>/removal", methods=["POST"])
@requires("editions.edit")
def category_delete(category_id: int) -> Response:
    """Delete a category."""
    category = category_in(current_edition().id, category_id)
    remove_category(category.id)
    flash(_("Quitamos la categoría «%(name)s».", name=category.name_es), "success")
    return redirect(url_for("setup.category_list"))
