"""Decisions on many applications at once: those that are ticked, or all that the list finds."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.listing import status_filter
from forum.core.many import MOST_AT_ONCE, Chosen, Line, Many, asked_form, chosen_here
from forum.decisions.context import decide_later, decide_with
from forum.decisions.rules import Kind
from forum.editions.context import current_edition
from forum.exhibitors import rules, service
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.forms import ApplicationRejectionForm
from forum.exhibitors.labels import STATUSES
from forum.exhibitors.models import Exhibitor
from forum.exhibitors.queries.reviews import exhibitors_in, find_exhibitors
from forum.exhibitors.views.blueprint import blueprint
from forum.exhibitors.views.reviews import listing_of


def many_of(address: Mapping[str, Any]) -> Many:
    """The pages about many applications of the list at this address."""
    return Many(
        title=_("Expositores"),
        back=url_for("exhibitors.review_list", **address),
        none_chosen=_("Marque primero las solicitudes."),
        none_possible=_("Ninguna solicitud lo permite."),
        counted=lambda number: str(ngettext("%(num)s solicitud de stand", "%(num)s solicitudes de stand", number)),
        lines=_lines,
        here=address,
    )


APPROVE = Kind(
    code="exhibitors.approve",
    model=Exhibitor,
    permission="exhibitors.review",
    do=lambda id, order: service.approve_application(id, by=order.by, now=order.now),
    will=lambda number: ngettext(
        "Se aprobará %(num)s solicitud de stand.", "Se aprobarán %(num)s solicitudes de stand.", number
    ),
    said=lambda done: ngettext("%(num)s solicitud aprobada.", "%(num)s solicitudes aprobadas.", done),
    many=many_of,
)
REJECT = Kind(
    code="exhibitors.reject",
    model=Exhibitor,
    permission="exhibitors.review",
    do=lambda id, order: service.reject_application(id, reason=order.told["reason"], by=order.by, now=order.now),
    will=lambda number: ngettext(
        "No se aprobará %(num)s solicitud de stand.", "No se aprobarán %(num)s solicitudes de stand.", number
    ),
    said=lambda done: ngettext(
        "%(num)s solicitud no se aprobó; enviamos el motivo por correo.",
        "%(num)s solicitudes no se aprobaron; enviamos el motivo por correo.",
        done,
    ),
    many=many_of,
)
KINDS = (APPROVE, REJECT)


@blueprint.route("/review/approvals", methods=["POST"])
@requires("exhibitors.review")
def approval_many_create() -> ResponseReturnValue:
    """Approve the applications that are chosen."""
    chosen = _chosen(ExhibitorStatus.APPROVED)
    return decide_later(APPROVE, chosen, address=_address())


@blueprint.route("/review/rejections", methods=["POST"])
@requires("exhibitors.review")
def rejection_many_create() -> ResponseReturnValue:
    """Reject the applications that are chosen, for one reason, which is asked for first."""
    chosen, form = _chosen(ExhibitorStatus.REJECTED), asked_form(ApplicationRejectionForm, "reason")
    asks = (_("No aprobar solicitudes"), _("No aprobar"))
    return decide_with(REJECT, chosen, address=_address(), form=form, field="reason", asks=asks)


def _asked_for() -> tuple[ExhibitorStatus | None, str]:
    return status_filter(ExhibitorStatus), request.args.get("q", "").strip()


def _chosen(target: ExhibitorStatus) -> Chosen:
    """Of a list of all statuses only those that wait for an answer; an approved one is rejected on purpose."""
    status, text = _asked_for()
    possible = {each for each in ExhibitorStatus if rules.may_become(each, target)}
    statuses = possible if status else possible & {ExhibitorStatus.SUBMITTED}
    return chosen_here(
        lambda last: find_exhibitors(
            current_edition().id, statuses, status=status, text=text, last=last, most=MOST_AT_ONCE
        )
    )


def _address() -> Mapping[str, Any]:
    return listing_of(*_asked_for()).address


def _lines(ids: Iterable[int]) -> list[Line]:
    return [
        Line(
            id=each.id,
            name=each.company.name,
            url=url_for("exhibitors.review_show", exhibitor_id=each.id),
            note=each.company.rfc,
            state=STATUSES[each.status],
        )
        for each in exhibitors_in(current_edition().id, ids)
    ]
