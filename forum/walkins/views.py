"""The desk registers who comes without being registered, without network too, and settles what was left open."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.sealing import public_key
from forum.editions.context import current_edition
from forum.editions.queries import list_categories
from forum.privacy.queries import current_notice
from forum.questions.queries import lacking_among
from forum.registration.context import category_options
from forum.walkins import service
from forum.walkins.enums import Who
from forum.walkins.forms import SettleForm, WalkInForm
from forum.walkins.models import WalkIn
from forum.walkins.queries import count_waiting, get_walk_in, list_latest, list_waiting

blueprint = Blueprint("walkins", __name__, url_prefix="/<edition_slug>/checkin/walk-ins")

PERMISSION = "registration.review"


@blueprint.get("/new")
@requires(PERMISSION)
def walk_in_new() -> str:
    """Register somebody on site, by script; without it the form goes to the desk's own."""
    edition_id = current_edition().id
    form = WalkInForm()
    form.category_id.choices = category_options(edition_id)
    return render_template(
        "walkins/new.html",
        form=form,
        notice=current_notice(current_edition().id),
        categories={
            each.id: {"name": each.name(locale_name()), "colour": each.colour} for each in list_categories(edition_id)
        },
        seal_key=b64encode(public_key()).decode(),
        waiting=count_waiting(edition_id),
    )


def _after(taken: WalkIn) -> Response:
    if taken.registration_id is None:
        return redirect(url_for("walkins.walk_in_edit", walk_in_id=taken.id), 303)
    flash(_("Registramos a %(name)s. Imprima su gafete.", name=taken.name), "success")
    return redirect(url_for("badge_desk.badge_show", registration_id=taken.registration_id), 303)


@blueprint.get("")
@requires(PERMISSION)
def walk_in_list() -> str:
    """Whom the desk registered on site: those of whom something has to be decided first, then the latest."""
    edition_id = current_edition().id
    return render_template(
        "walkins/list.html",
        waiting=list_waiting(edition_id),
        latest=(latest := list_latest(edition_id)),
        lacking=_lacking(latest),
    )


def _lacking(walk_ins: Sequence[WalkIn]) -> set[int]:
    """The registrations of which the desk has to ask something that is required; where nothing is asked none."""
    edition = current_edition()
    return (
        lacking_among([each.registration_id or 0 for each in walk_ins], edition.id) if edition.asks_questions else set()
    )


@blueprint.route("/<walk_in_id>", methods=["GET", "POST"])
@requires(PERMISSION)
def walk_in_edit(walk_in_id: str) -> Any:
    """Settle one that waits: correct the data, say who it is, or choose another category."""
    edition_id = current_edition().id
    walk_in = get_walk_in(walk_in_id, edition_id=edition_id)
    form = SettleForm(obj=walk_in)
    form.category_id.choices = category_options(edition_id)
    if request.method == "POST" and walk_in.settled_at is not None:
        return redirect(url_for("walkins.walk_in_list"), 303)
    if done := form.accepts(lambda: _settle(walk_in_id, form)):
        return _after(done.result)
    return render_template("walkins/edit.html", form=form, walk_in=walk_in), form.status


def _settle(walk_in_id: str, form: SettleForm) -> WalkIn:
    corrections = service.Corrections(
        category_id=form.category_id.data,
        given_names=form.given_names.data,
        first_surname=form.first_surname.data or "",
        organisation=form.organisation.data or "",
        email=form.email.data or "",
        who=Who(form.who.data),
    )
    return service.settle_walk_in(
        walk_in_id,
        edition_id=current_edition().id,
        corrections=corrections,
        language=locale_name(),
        by=current_person().id,
        now=utc_now(),
    )


@blueprint.post("/<walk_in_id>/deletion")
@requires(PERMISSION)
def walk_in_delete(walk_in_id: str) -> Response:
    """Register nobody: the badge that was handed out opens nothing any more."""
    service.discard_walk_in(walk_in_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Descartamos el registro. Su gafete ya no abre las puertas."), "success")
    return redirect(url_for("walkins.walk_in_list"), 303)
