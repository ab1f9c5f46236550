"""Decisions on many applications at once: those that are ticked, or all that the list finds."""

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
from forum.exhibitors import rules, service
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.forms import ApplicationRejectionForm
from forum.exhibitors.labels import STATUSES
from forum.exhibitors.models import Exhibitor
from forum.exhibitors.queries.reviews import exhibitors_in, find_exhibitors
from forum.exhibitors.views.blueprint import blueprint
from forum.exhibitors.views.reviews import listing_of


@blueprint.route("/review/approvals", methods=["POST"])
@requires("exhibitors.review")
def approval_many_create() -> ResponseReturnValue:
    """Approve the applications that are chosen; those that could not be are listed, each with the reason."""
    by, now = current_person().id, utc_now()
    chosen = _chosen(ExhibitorStatus.APPROVED)
    return _many().decided(
        chosen,
        _each(chosen, lambda id: service.approve_application(id, by=by, now=now)),
        lambda done: ngettext("%(num)s solicitud aprobada.", "%(num)s solicitudes aprobadas.", done),
    )


@blueprint.route("/review/rejections", methods=["POST"])
@requires("exhibitors.review")
def rejection_many_create() -> Any:
    """Reject the applications that are chosen, for one reason, which is asked for first."""
    by, now = current_person().id, utc_now()
    chosen, is_told = _chosen(ExhibitorStatus.REJECTED), "reason" in request.form
    form = ApplicationRejectionForm() if is_told else ApplicationRejectionForm(formdata=None)
    if chosen.ids and not (is_told and form.validate()):
        title, button = _("No aprobar solicitudes"), _("No aprobar")
        return _many().asked(chosen, form, title=title, button=button, is_danger=True)
    return _many().decided(
        chosen,
        _each(chosen, lambda id: service.reject_application(id, reason=form.reason.data, by=by, now=now)),
        lambda done: ngettext(
            "%(num)s solicitud no se aprobó; enviamos el motivo por correo.",
            "%(num)s solicitudes no se aprobaron; enviamos el motivo por correo.",
            done,
        ),
    )


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


def _each(chosen: Chosen, decide: Callable[[int], object]) -> tuple[int, dict[int, Refusal]]:
    return do_each(ids_of(Exhibitor, chosen.ids, edition_id=current_edition().id), decide)


def _many() -> Many:
    listing = listing_of(*_asked_for())
    return Many(
        title=_("Expositores"),
        back=listing.url,
        none_chosen=_("Marque primero las solicitudes."),
        none_possible=_("Ninguna solicitud lo permite."),
        counted=lambda number: str(ngettext("%(num)s solicitud de stand", "%(num)s solicitudes de stand", number)),
        lines=_lines,
        here=listing.address,
    )


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
