"""The list of editions, and a new one."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires, requires_somewhere
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.forms import EditionForm
from forum.editions.queries import list_editions
from forum.editions.rules import roman
from forum.editions.service import create_edition
from forum.editions.views.blueprints import editions


@editions.route("/editions/")
@requires_somewhere("editions.edit")
def edition_list() -> str:
    """The editions the current person may set up."""
    rows = [edition for edition in list_editions() if current_person().may("editions.edit", edition.id)]
    may_create = current_person().may("editions.edit", None)
    return render_template("editions/list.html", editions=rows, roman=roman, may_create=may_create)


@editions.route("/editions/new", methods=["GET", "POST"])
@requires("editions.edit")
def edition_new() -> tuple[str, int] | Response:
    """Create an edition; everything else has a default that follows from these fields."""
    form = EditionForm()
    if made := form.accepts(
        lambda: create_edition(
            form.name.data,
            ordinal=form.ordinal.data or 1,
            slug=form.slug.data,
            starts_on=form.starts_on.data,  # type: ignore[arg-type]
            ends_on=form.ends_on.data,  # type: ignore[arg-type]
            venue_name=form.venue_name.data,
            venue_address=form.venue_address.data,
            time_zone=form.time_zone.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Creamos la edición. Estos son los pasos para abrirla."), "success")
        return redirect(url_for("setup.overview_show", edition_slug=made.result.slug))
    return render_template("editions/new.html", form=form), form.status
