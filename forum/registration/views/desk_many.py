"""Decisions on many registrations at once: those that are ticked, or all that a list finds."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name, ngettext
from forum.core.many import MOST_AT_ONCE, Chosen, Line, Many, asked_form, chosen_here
from forum.decisions.context import decide_later, decide_with
from forum.decisions.rules import Kind
from forum.editions.context import current_edition
from forum.registration.context import category_options, wanted_here
from forum.registration.forms import CategoryForManyForm, RegistrationRejectionForm
from forum.registration.labels import STATUSES
from forum.registration.models import Registration
from forum.registration.queries import find_to_step, registrations_in
from forum.registration.rules import Step
from forum.registration.service import approve, change_category, decide_on, reject
from forum.registration.views.blueprints import registration_desk
from forum.registration.views.desk_list import listing_of


def many_of(address: Mapping[str, Any]) -> Many:
    """The pages about many registrations of the desk's list at this address."""
    return Many(
        title=_("Registros"),
        back=url_for("registration_desk.registration_list", **address),
        none_chosen=_("Marque primero los registros."),
        none_possible=_("Ningún registro lo permite."),
        counted=lambda number: str(ngettext("%(num)s registro", "%(num)s registros", number)),
        lines=_lines,
        here=address,
    )


APPROVE = Kind(
    code="registrations.approve",
    model=Registration,
    permission="registration.review",
    do=lambda id, order: decide_on(id, lambda: approve(id, by=order.by, now=order.now), edition_id=order.edition_id),
    will=lambda number: ngettext("Se aprobará %(num)s registro.", "Se aprobarán %(num)s registros.", number),
    said=lambda done: ngettext("%(num)s registro aprobado.", "%(num)s registros aprobados.", done),
    many=many_of,
)
REJECT = Kind(
    code="registrations.reject",
    model=Registration,
    permission="registration.review",
    do=lambda id, order: decide_on(
        id,
        lambda: reject(id, reason=order.told["reason"], by=order.by, now=order.now),
        edition_id=order.edition_id,
    ),
    will=lambda number: ngettext("No se aprobará %(num)s registro.", "No se aprobarán %(num)s registros.", number),
    said=lambda done: ngettext(
        "%(num)s registro no se aprobó; enviamos el motivo por correo.",
        "%(num)s registros no se aprobaron; enviamos el motivo por correo.",
        done,
    ),
    many=many_of,
)
MOVE = Kind(
    code="registrations.move",
    model=Registration,
    permission="registration.review",
    do=lambda id, order: decide_on(
        id,
        lambda: change_category(id, category_id=order.told["category_id"], by=order.by, now=order.now),
        edition_id=order.edition_id,
    ),
    will=lambda number: ngettext(
        "Cambiará de categoría %(num)s registro.", "Cambiarán de categoría %(num)s registros.", number
    ),
    said=lambda done: ngettext(
        "%(num)s registro cambió de categoría.", "%(num)s registros cambiaron de categoría.", done
    ),
    many=many_of,
    based_on="category_id",
)
KINDS = (APPROVE, REJECT, MOVE)


@registration_desk.route("/approvals", methods=["POST"])
@requires("registration.review")
def approval_many_create() -> ResponseReturnValue:
    """Approve those that are chosen."""
    chosen = _chosen(Step.APPROVE)
    return decide_later(APPROVE, chosen, address=_address())


@registration_desk.route("/rejections", methods=["POST"])
@requires("registration.review")
def rejection_many_create() -> ResponseReturnValue:
    """Do not approve those that are chosen, for one reason, which is asked for first."""
    chosen = _chosen(Step.REJECT)
    return decide_with(
        REJECT,
        chosen,
        address=_address(),
        form=asked_form(RegistrationRejectionForm, "reason"),
        field="reason",
        asks=(_("No aprobar registros"), _("No aprobar")),
    )


@registration_desk.route("/moves", methods=["POST"])
@requires("registration.review")
def move_many_create() -> ResponseReturnValue:
    """Move those that are chosen to another category, which is asked for first."""
    form = asked_form(CategoryForManyForm, "category_id")
    form.category_id.choices = category_options(current_edition().id)
    chosen = _chosen(Step.MOVE, besides=form.category_id.data if "category_id" in request.form else None)
    return decide_with(
        MOVE,
        chosen,
        address=_address(),
        form=form,
        field="category_id",
        asks=(_("Cambiar de categoría"), _("Cambiar de categoría")),
        is_danger=False,
    )


def _address() -> Mapping[str, Any]:
    return listing_of(wanted_here()).address


def _chosen(step: Step, *, besides: int | None = None) -> Chosen:
    edition_id, wanted = current_edition().id, wanted_here()
    return chosen_here(
        lambda last: find_to_step(edition_id, step, wanted=wanted, last=last, besides=besides, most=MOST_AT_ONCE)
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
