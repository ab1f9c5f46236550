"""All editions: the list, and a new one."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import asker
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.errors import Refusal
from forum.core.forms import status_of, text
from forum.core.i18n import gettext as _
from forum.editions.forms import EditionForm
from forum.editions.queries import list_editions
from forum.editions.rules import roman
from forum.editions.service import create_edition
from forum.editions.views.blueprints import editions


@editions.route("/editions/")
@requires("editions.edit")
def edition_list() -> str:
    """The editions the asker may set up, and the button that makes one."""
    rows = [edition for edition in list_editions() if asker().may("editions.edit", edition.id)]
    return render_template("editions/list.html", editions=rows, roman=roman)


@editions.route("/editions/new", methods=["GET", "POST"])
@requires("editions.edit")
def edition_new() -> tuple[str, int] | Response:
    """A new edition; everything else has a default that follows from these few."""
    form = EditionForm()
    if form.validate_on_submit():
        try:
            edition = create_edition(
                text(form.name),
                ordinal=form.ordinal.data or 1,
                slug=text(form.slug),
                starts_on=form.starts_on.data,  # type: ignore[arg-type]
                ends_on=form.ends_on.data,  # type: ignore[arg-type]
                venue_name=text(form.venue_name),
                venue_address=text(form.venue_address),
                time_zone=form.time_zone.data,
                by=asker().id,
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("La edición existe. Estos son los pasos para abrirla."), "success")
            return redirect(url_for("setup.overview_show", edition_slug=edition.slug))
    return render_template("editions/new.html", form=form), status_of(form)
