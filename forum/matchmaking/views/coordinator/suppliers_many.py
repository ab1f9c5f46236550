"""Decisions on many suppliers at once: those that are ticked, or all that the list finds."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.each import do_each, ids_of
from forum.core.errors import Refusal
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.listing import status_filter
from forum.core.many import MOST_AT_ONCE, Chosen, Line, Many, chosen_here
from forum.editions.context import current_edition
from forum.matchmaking import service
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.forms import ReasonForm
from forum.matchmaking.labels import SUPPLIER_STATUSES
from forum.matchmaking.models import Supplier
from forum.matchmaking.queries.participants import find_suppliers, suppliers_in
from forum.matchmaking.service.suppliers import FROM
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.coordinator.suppliers import listing_of


@blueprint.route("/coordination/suppliers/approvals", methods=["POST"])
@requires("meetings.coordinate")
def approval_many_create() -> ResponseReturnValue:
    """Approve those that are chosen; of a list of all statuses, those that wait."""
    status, _text = _asked_for()
    chosen = _chosen(FROM[SupplierStatus.APPROVED] if status else {SupplierStatus.PENDING})
    edition, by, now = current_edition(), current_person().id, utc_now()
    return _many().decided(
        chosen,
        _each(chosen, lambda id: service.approve_supplier(id, edition=edition, by=by, now=now)),
        lambda done: ngettext("%(num)s empresa aprobada.", "%(num)s empresas aprobadas.", done),
    )


@blueprint.route("/coordination/suppliers/rejections", methods=["POST"])
@requires("meetings.coordinate")
def rejection_many_create() -> Any:
    """Reject those that are chosen, for one reason, which is asked for first."""
    return _with_reason(
        SupplierStatus.REJECTED,
        service.reject_supplier,
        lambda done: ngettext(
            "%(num)s empresa no se aprobó; enviamos el motivo por correo.",
            "%(num)s empresas no se aprobaron; enviamos el motivo por correo.",
            done,
        ),
        title=_("No aprobar empresas"),
        button=_("No aprobar"),
    )


@blueprint.route("/coordination/suppliers/suspensions", methods=["POST"])
@requires("meetings.coordinate")
def suspension_many_create() -> Any:
    """Suspend those that are chosen, for one reason, which is asked for first."""
    return _with_reason(
        SupplierStatus.SUSPENDED,
        service.suspend_supplier,
        lambda done: ngettext(
            "%(num)s empresa suspendida; enviamos el motivo por correo.",
            "%(num)s empresas suspendidas; enviamos el motivo por correo.",
            done,
        ),
        title=_("Suspender empresas"),
        button=_("Suspender"),
    )


def _with_reason(
    status: SupplierStatus, verb: Callable[..., Supplier], said: Callable[[int], str], *, title: str, button: str
) -> Any:
    edition, by, now = current_edition(), current_person().id, utc_now()
    chosen, is_told = _chosen(FROM[status]), "reason" in request.form
    form = ReasonForm() if is_told else ReasonForm(formdata=None)
    if chosen.ids and not (is_told and form.validate()):
        return _many().asked(chosen, form, title=title, button=button, is_danger=True)
    each = _each(chosen, lambda id: verb(id, reason=form.reason.data, edition=edition, by=by, now=now))
    return _many().decided(chosen, each, said)


def _asked_for() -> tuple[SupplierStatus | None, str]:
    return status_filter(SupplierStatus), request.args.get("q", "").strip()


def _chosen(statuses: Iterable[SupplierStatus]) -> Chosen:
    status, text = _asked_for()
    return chosen_here(
        lambda last: find_suppliers(
            current_edition().id, frozenset(statuses), status=status, text=text, last=last, most=MOST_AT_ONCE
        )
    )


def _each(chosen: Chosen, decide: Callable[[int], object]) -> tuple[int, dict[int, Refusal]]:
    return do_each(ids_of(Supplier, chosen.ids, edition_id=current_edition().id), decide)


def _many() -> Many:
    listing = listing_of(*_asked_for())
    return Many(
        title=_("Proveedores"),
        back=listing.url,
        none_chosen=_("Marque primero las empresas."),
        none_possible=_("Ninguna empresa lo permite."),
        counted=lambda number: str(ngettext("%(num)s empresa", "%(num)s empresas", number)),
        lines=_lines,
        here=listing.address,
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
