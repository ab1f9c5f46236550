"""Decisions on many registrations at once: those that are ticked, or all that a list finds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import Form
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext, sentence_of
from forum.editions.context import current_edition
from forum.registration.context import category_options
from forum.registration.forms import CategoryForManyForm, RegistrationRejectionForm
from forum.registration.queries import find_to_step, registrations_in
from forum.registration.rules import Step
from forum.registration.service import approve, change_category, decide_many, reject
from forum.registration.views.blueprints import registration_desk
from forum.registration.views.desk_list import listing_of, wanted_here

MOST_AT_ONCE = 500
"""Of all that a list finds: what is done within seconds, with a mail for each."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Whom a decision is for: `ids`, of `number` in all; `is_all`: all that a list finds up to `last`, not some."""

    ids: list[int]
    number: int
    last: int | None = None
    is_all: bool = False


@registration_desk.route("/approvals", methods=["POST"])
@requires("registration.review")
def approval_many_create() -> str | Response:
    """Approve those that are chosen; those that could not be are listed, each with the reason."""
    by, now = current_person().id, utc_now()
    return _decided(
        _chosen(Step.APPROVE),
        lambda id: approve(id, by=by, now=now),
        lambda done: ngettext("%(num)s registro aprobado.", "%(num)s registros aprobados.", done),
    )


@registration_desk.route("/rejections", methods=["POST"])
@requires("registration.review")
def rejection_many_create() -> Any:
    """Do not approve those that are chosen, for one reason, which is asked for first."""
    chosen, by, now = _chosen(Step.REJECT), current_person().id, utc_now()
    is_told = "reason" in request.form
    form = RegistrationRejectionForm() if is_told else RegistrationRejectionForm(formdata=None)
    if not chosen.ids or (is_told and form.validate()):
        return _decided(
            chosen,
            lambda id: reject(id, reason=form.reason.data, by=by, now=now),
            lambda done: ngettext(
                "%(num)s registro no se aprobó; enviamos el motivo por correo.",
                "%(num)s registros no se aprobaron; enviamos el motivo por correo.",
                done,
            ),
        )
    return _asked(chosen, form, title=_("No aprobar registros"), button=_("No aprobar"), is_danger=True)


@registration_desk.route("/moves", methods=["POST"])
@requires("registration.review")
def move_many_create() -> Any:
    """Move those that are chosen to another category, which is asked for first."""
    by, now = current_person().id, utc_now()
    is_told = "category_id" in request.form
    form = CategoryForManyForm() if is_told else CategoryForManyForm(formdata=None)
    form.category_id.choices = category_options(current_edition().id)
    is_told = is_told and form.validate()
    chosen = _chosen(Step.MOVE, besides=form.category_id.data if is_told else None)
    if not chosen.ids or is_told:
        return _decided(
            chosen,
            lambda id: change_category(id, category_id=form.category_id.data, by=by, now=now),
            lambda done: ngettext(
                "%(num)s registro cambió de categoría.", "%(num)s registros cambiaron de categoría.", done
            ),
        )
    return _asked(chosen, form, title=_("Cambiar de categoría"), button=_("Cambiar de categoría"))


def _chosen(step: Step, *, besides: int | None = None) -> _Chosen:
    if "all" in request.form:
        last, edition_id = request.form.get("last", type=int), current_edition().id
        found = find_to_step(edition_id, step, wanted=wanted_here(), last=last, besides=besides, most=MOST_AT_ONCE)
        return _Chosen(found.ids, found.number, found.last, is_all=True)
    ids = request.form.getlist("id", type=int)[:MOST_AT_ONCE]
    return _Chosen(ids, len(ids))


def _asked(chosen: _Chosen, form: Form, *, title: str, button: str, is_danger: bool = False) -> tuple[str, int]:
    """The page that asks what the decision needs; it carries along who is chosen."""
    page = render_template(
        "registration/desk/many.html",
        chosen=chosen,
        form=form,
        title=title,
        button=button,
        is_danger=is_danger,
        here=url_for(str(request.endpoint), **_address()),
        back=_list(),
    )
    return page, 422 if form.errors else 200


def _decided(chosen: _Chosen, decide: Callable[[int], None], said: Callable[[int], str]) -> str | Response:
    done, refused = decide_many(chosen.ids, decide, edition_id=current_edition().id)
    if done:
        flash(said(done), "success")
    left = chosen.number - len(chosen.ids)
    if left > 0:
        flash(ngettext("Queda %(num)s: repita la acción.", "Quedan %(num)s: repita la acción.", left), "info")
    if not chosen.ids:
        flash(_("Marque primero los registros.") if not chosen.is_all else _("Ningún registro lo permite."), "info")
    if not refused:
        return redirect(_list())
    reasons = {id: sentence_of(refusal.sentence, refusal.params) for id, refusal in refused.items()}
    rows = registrations_in(current_edition().id, reasons)
    return render_template("registration/desk/not_decided.html", rows=rows, reasons=reasons, back=_list())


def _address() -> dict[str, Any]:
    return listing_of(wanted_here()).address


def _list() -> str:
    return url_for("registration_desk.registration_list", **_address())
