"""The saved lists of an edition: saved, opened, changed, deleted."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.links import LinkTo
from forum.core.saved import list_permissions, open_lists, opening_url
from forum.editions.context import current_edition
from forum.lists import service
from forum.lists.forms import SavedListForm
from forum.lists.models import SavedList
from forum.lists.queries import get_saved, list_saved, list_staff

blueprint = Blueprint("lists", __name__, url_prefix="/<edition_slug>/lists")
ONE = "/<int:list_id>"


@blueprint.get("")
@signed_in
def saved_list() -> str:
    """The saved lists that the one who asks may open."""
    kinds = _kinds()
    return render_template("lists/list.html", saved=list_saved(current_edition().id, kinds=kinds), kinds=kinds)


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def saved_new() -> ResponseReturnValue:
    """Save a list as its address says it: its filters, its order and its columns."""
    edition, kind = current_edition(), request.args.get("kind", "")
    if kind not in _kinds():
        raise NotFound
    address: dict[str, Any] = request.args.to_dict(flat=False)
    address.pop("kind")
    form = _filled(SavedListForm(), kind)
    if form.accepts(
        lambda: service.save_list(
            form.wish, edition_id=edition.id, kind=kind, address=address, by=current_person().id, now=utc_now()
        )
    ):
        flash(_("Guardamos la lista."), "success")
        return redirect(url_for("lists.saved_list"), 303)
    return render_template("lists/edit.html", form=form, here=request.full_path, saved=None), form.status


@blueprint.get(ONE)
@signed_in
def saved_show(list_id: int) -> ResponseReturnValue:
    """The list, as it was saved."""
    saved = _fetched(list_id)
    return redirect(opening_url(_kinds()[saved.kind], saved.address))


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@signed_in
def saved_edit(list_id: int) -> ResponseReturnValue:
    """Change the name of a list, how often it is sent, and to whom."""
    saved = _fetched(list_id)
    stored = {
        "name": saved.name,
        "rhythm": saved.rhythm.value,
        "readers": [each.person_id for each in saved.readers],
    }
    form = _filled(SavedListForm(data=stored), saved.kind)
    by, edition_id = current_person().id, saved.edition_id
    if form.accepts(lambda: service.edit_list(list_id, form.wish, edition_id=edition_id, by=by, now=utc_now())):
        flash(_("Guardamos los cambios."), "success")
        return redirect(url_for("lists.saved_list"), 303)
    here = url_for("lists.saved_edit", list_id=list_id)
    return render_template("lists/edit.html", form=form, here=here, saved=saved), form.status


@blueprint.post(f"{ONE}/deletion")
@signed_in
def saved_delete(list_id: int) -> ResponseReturnValue:
    """Delete a saved list."""
    saved = _fetched(list_id)
    service.delete_list(saved.id, edition_id=saved.edition_id)
    flash(_("Borramos la lista guardada."), "success")
    return redirect(url_for("lists.saved_list"), 303)


def _kinds() -> dict[str, LinkTo]:
    """The lists that the one who asks may open.

    Raises:
        NotFound: there is none.
    """
    kinds = open_lists(current_edition().id)
    if not kinds:
        raise NotFound
    return kinds


def _fetched(list_id: int) -> SavedList:
    return get_saved(list_id, edition_id=current_edition().id, kinds=_kinds())


def _filled(form: SavedListForm, kind: str) -> SavedListForm:
    """The form with the people who may open the list."""
    staff = list_staff(current_edition().id, list_permissions()[kind])
    form.readers.choices = options((each.id, each.full_name) for each in staff)
    return form
