"""Places of a category reserved for an ally or one of its codes: how many, until when, released by hand."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.editions.context import current_edition
from forum.editions.rules import from_local, to_local
from forum.registration.context import category_options
from forum.registration.forms import BlockChangeForm, BlockForm
from forum.registration.models import PlaceBlock
from forum.registration.queries.blocks import block_in, groups_of, list_blocks
from forum.registration.service.blocks import change_block, release_block, reserve_places
from forum.registration.views.blueprints import registration_desk

PERMISSION = "editions.edit"


@registration_desk.route("/reserved", methods=["GET", "POST"])
@requires(PERMISSION)
def reserved_list() -> tuple[str, int] | Response:
    """The reserved places; reserve some for a group."""
    edition = current_edition()
    form = BlockForm()
    form.category_id.choices = category_options(edition.id)
    form.group.choices = _groups(edition.id)
    if form.accepts(lambda: _reserve(form)):
        flash(_("Apartamos los lugares."), "success")
        return redirect(url_for("registration_desk.reserved_list"))
    page = render_template("registration/desk/reserved.html", form=form, blocks=list_blocks(edition.id))
    return page, form.status


def _groups(edition_id: int) -> list[Any]:
    chosen: dict[str, str] = {}
    for row in groups_of(edition_id):
        chosen[f"{row.ally_id}-0"] = _("%(ally)s: todos sus códigos", ally=row.name)
        if row.code_id is not None:
            chosen[f"{row.ally_id}-{row.code_id}"] = _("%(ally)s: código %(code)s", ally=row.name, code=row.code)
    return options(chosen.items())


def _reserve(form: BlockForm) -> PlaceBlock:
    ally_id, _dash, code_id = form.group.data.partition("-")
    return reserve_places(
        current_edition().id,
        category_id=form.category_id.data,
        places=form.places.data or 0,
        name="",
        ally_id=int(ally_id),
        ally_code_id=int(code_id) or None,
        release_at=_moment(form.release_at.data),
        by=current_person().id,
        now=utc_now(),
    )


def _moment(local: datetime | None) -> datetime | None:
    return from_local(local, current_edition().time_zone) if local else None


@registration_desk.route("/reserved/<int:block_id>", methods=["GET", "POST"])
@requires(PERMISSION)
def reserved_edit(block_id: int) -> tuple[str, int] | Response:
    """Reserve more or fewer places, or until another day."""
    edition = current_edition()
    block = block_in(edition.id, block_id)
    until = to_local(block.release_at, edition.time_zone) if block.release_at else None
    form = BlockChangeForm(data={"places": block.places, "release_at": until}, subject=f"block {block_id}")
    by = current_person().id
    if form.accepts(
        lambda: change_block(
            block_id,
            edition_id=edition.id,
            places=form.places.data or 0,
            release_at=_moment(form.release_at.data),
            by=by,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos los cambios."), "success")
        return redirect(url_for("registration_desk.reserved_list"))
    block = block_in(edition.id, block_id)
    return render_template("registration/desk/reserved_edit.html", form=form, block=block), form.status


@registration_desk.route("/reserved/<int:block_id>/release", methods=["POST"])
@requires(PERMISSION)
def reserved_release_create(block_id: int) -> Response:
    """Release the places that nobody of the group took."""
    left = release_block(block_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(ngettext("Liberamos %(num)s lugar.", "Liberamos %(num)s lugares.", left), "success")
    return redirect(url_for("registration_desk.reserved_list"))
