"""Decisions on many suppliers at once: those that are ticked, or all that the list finds."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from forum.core.access import requires
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.listing import status_filter
from forum.core.many import MOST_AT_ONCE, Chosen, Line, Many, asked_form, chosen_here
from forum.decisions.context import decide_later, decide_with
from forum.decisions.rules import Kind, Order
from forum.editions.context import current_edition
from forum.editions.queries import get_edition
from forum.matchmaking import service
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.forms import ReasonForm
from forum.matchmaking.labels import SUPPLIER_STATUSES
from forum.matchmaking.models import Supplier
from forum.matchmaking.queries.participants import find_suppliers, suppliers_in
from forum.matchmaking.service.suppliers import FROM
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.coordinator.suppliers import listing_of

PERMISSION = "meetings.coordinate"


def many_of(address: Mapping[str, Any]) -> Many:
    """The pages about many suppliers of the list at this address."""
    return Many(
        title=_("Proveedores"),
        back=url_for("matchmaking.supplier_list", **address),
        none_chosen=_("Marque primero las empresas."),
        none_possible=_("Ninguna empresa lo permite."),
        counted=lambda number: str(ngettext("%(num)s empresa", "%(num)s empresas", number)),
        lines=_lines,
        here=address,
    )


def _for_reason(verb: Callable[..., Supplier]) -> Callable[[int, Order], object]:
    return lambda id, order: verb(
        id, reason=order.told["reason"], edition=get_edition(order.edition_id), by=order.by, now=order.now
    )


APPROVE = Kind(
    code="suppliers.approve",
    model=Supplier,
    permission=PERMISSION,
    do=lambda id, order: service.approve_supplier(
        id, edition=get_edition(order.edition_id), by=order.by, now=order.now
    ),
    will=lambda number: ngettext("Se aprobará %(num)s empresa.", "Se aprobarán %(num)s empresas.", number),
    said=lambda done: ngettext("%(num)s empresa aprobada.", "%(num)s empresas aprobadas.", done),
    many=many_of,
)
CHANGES = Kind(
    code="suppliers.changes",
    model=Supplier,
    permission=PERMISSION,
    do=_for_reason(service.ask_for_changes),
    will=lambda number: ngettext(
        "Se pedirán cambios a %(num)s empresa.", "Se pedirán cambios a %(num)s empresas.", number
    ),
    said=lambda done: ngettext(
        "Pedimos cambios a %(num)s empresa; enviamos por correo cuáles.",
        "Pedimos cambios a %(num)s empresas; enviamos por correo cuáles.",
        done,
    ),
    many=many_of,
)
REJECT = Kind(
    code="suppliers.reject",
    model=Supplier,
    permission=PERMISSION,
    do=_for_reason(service.reject_supplier),
    will=lambda number: ngettext("No se aprobará %(num)s empresa.", "No se aprobarán %(num)s empresas.", number),
    said=lambda done: ngettext(
        "%(num)s empresa no se aprobó; enviamos el motivo por correo.",
        "%(num)s empresas no se aprobaron; enviamos el motivo por correo.",
        done,
    ),
    many=many_of,
)
SUSPEND = Kind(
    code="suppliers.suspend",
    model=Supplier,
    permission=PERMISSION,
    do=_for_reason(service.suspend_supplier),
    will=lambda number: ngettext("Se suspenderá %(num)s empresa.", "Se suspenderán %(num)s empresas.", number),
    said=lambda done: ngettext(
        "%(num)s empresa suspendida; enviamos el motivo por correo.",
        "%(num)s empresas suspendidas; enviamos el motivo por correo.",
        done,
    ),
    many=many_of,
)
KINDS = (APPROVE, CHANGES, REJECT, SUSPEND)


@blueprint.route("/coordination/suppliers/approvals", methods=["POST"])
@requires("meetings.coordinate")
def approval_many_create() -> ResponseReturnValue:
    """Approve those that are chosen; of a list of all statuses, those that wait."""
    status, _text = _asked_for()
    chosen = _chosen(FROM[SupplierStatus.APPROVED] if status else {SupplierStatus.PENDING})
    return decide_later(APPROVE, chosen, address=_address())


@blueprint.route("/coordination/suppliers/changes", methods=["POST"])
@requires("meetings.coordinate")
def changes_many_create() -> ResponseReturnValue:
    """Ask those that are chosen for the same changes, which are asked for first."""
    return _with_reason(CHANGES, SupplierStatus.CHANGES, asks=(_("Pedir cambios a empresas"), _("Pedir cambios")))


@blueprint.route("/coordination/suppliers/rejections", methods=["POST"])
@requires("meetings.coordinate")
def rejection_many_create() -> ResponseReturnValue:
    """Reject those that are chosen, for one reason, which is asked for first."""
    return _with_reason(REJECT, SupplierStatus.REJECTED, asks=(_("No aprobar empresas"), _("No aprobar")))


@blueprint.route("/coordination/suppliers/suspensions", methods=["POST"])
@requires("meetings.coordinate")
def suspension_many_create() -> ResponseReturnValue:
    """Suspend those that are chosen, for one reason, which is asked for first."""
    return _with_reason(SUSPEND, SupplierStatus.SUSPENDED, asks=(_("Suspender empresas"), _("Suspender")))


def _with_reason(kind: Kind, status: SupplierStatus, *, asks: tuple[str, str]) -> ResponseReturnValue:
    chosen, form = _chosen(FROM[status]), asked_form(ReasonForm, "reason")
    return decide_with(kind, chosen, address=_address(), form=form, field="reason", asks=asks)


def _asked_for() -> tuple[SupplierStatus | None, str]:
    return status_filter(SupplierStatus), request.args.get("q", "").strip()


def _address() -> Mapping[str, Any]:
    return listing_of(*_asked_for()).address


def _chosen(statuses: Iterable[SupplierStatus]) -> Chosen:
    status, text = _asked_for()
    return chosen_here(
        lambda last: find_suppliers(
            current_edition().id, frozenset(statuses), status=status, text=text, last=last, most=MOST_AT_ONCE
        )
    )


def _lines(ids: Iterable[int]) -> list[Line]:
    return [
        Line(
            id=each.id,
            name=each.company.name,
            url=url_for("matchmaking.supplier_review_show", supplier_id=each.id),
            state=SUPPLIER_STATUSES[each.status],
        )
        for each in suppliers_in(current_edition().id, ids)
    ]
