"""Decisions on many registrations at once: those that are ticked, or all that a list finds."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.errors import Refusal
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name, ngettext
from forum.core.many import MOST_AT_ONCE, Chosen, Line, Many, chosen_here
from forum.editions.context import current_edition
from forum.registration.context import category_options, wanted_here
from forum.registration.forms import CategoryForManyForm, RegistrationRejectionForm
from forum.registration.labels import STATUSES
from forum.registration.queries import find_to_step, registrations_in
from forum.registration.rules import Step
from forum.registration.service import approve, change_category, decide_many, reject
from forum.registration.views.blueprints import registration_desk
from forum.registration.views.desk_list import listing_of


@registration_desk.route("/approvals", methods=["POST"])
@requires("registration.review")
def approval_many_create() -> str | Response:
    """Approve those that are chosen; those that could not be are listed, each with the reason."""
    by, now = current_person().id, utc_now()
    chosen = _chosen(Step.APPROVE)
    return _many().decided(
        chosen,
        _each(chosen, lambda id: approve(id, by=by, now=now)),
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
        return _many().decided(
            chosen,
            _each(chosen, lambda id: reject(id, reason=form.reason.data, by=by, now=now)),
            lambda done: ngettext(
                "%(num)s registro no se aprobó; enviamos el motivo por correo.",
                "%(num)s registros no se aprobaron; enviamos el motivo por correo.",
                done,
            ),
        )
    return _many().asked(chosen, form, title=_("No aprobar registros"), button=_("No aprobar"), is_danger=True)


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
        return _many().decided(
            chosen,
            _each(chosen, lambda id: change_category(id, category_id=form.category_id.data, by=by, now=now)),
            lambda done: ngettext(
                "%(num)s registro cambió de categoría.", "%(num)s registros cambiaron de categoría.", done
            ),
        )
    return _many().asked(chosen, form, title=_("Cambiar de categoría"), button=_("Cambiar de categoría"))


def _chosen(step: Step, *, besides: int | None = None) -> Chosen:
    edition_id, wanted = current_edition().id, wanted_here()
    return chosen_here(
        lambda last: find_to_step(edition_id, step, wanted=wanted, last=last, besides=besides, most=MOST_AT_ONCE),
        most=MOST_AT_ONCE,
    )


def _each(chosen: Chosen, decide: Callable[[int], None]) -> tuple[int, dict[int, Refusal]]:
    return decide_many(chosen.ids, decide, edition_id=current_edition().id)


def _many() -> Many:
    address = listing_of(wanted_here()).address
    return Many(
        title=_("Registros"),
        back=url_for("registration_desk.registration_list", **address),
        none_chosen=_("Marque primero los registros."),
        none_possible=_("Ningún registro lo permite."),
        counted=lambda number: str(ngettext("%(num)s registro", "%(num)s registros", number)),
        lines=_lines,
        here=address,
    )


def _lines(ids: Iterable[int]) -> list[Line]:
    return [
        Line(
            id=each.id,
            name=each.person.full_name,
            url=url_for("registration_desk.registration_show", registration_id=each.id),
            note=" · ".join(filter(None, (each.organisation, each.category.name(locale_name())))),
            state=STATUSES[each.status],
        )
        for each in registrations_in(current_edition().id, ids)
    ]
