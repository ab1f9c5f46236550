"""A supplier looks at a requirement, sees how well it matches, and asks for a meeting."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.context import CurrentCompany, current_company
from forum.matchmaking.enums import RequirementStatus, Side, SupplierStatus
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.capacity import find_capacity
from forum.matchmaking.queries.drawings import find_drawing
from forum.matchmaking.queries.marks import find_requirement_mark
from forum.matchmaking.queries.participants import list_representatives
from forum.matchmaking.queries.profiles import get_profile
from forum.matchmaking.queries.requirements import criteria_of, get_published_requirement
from forum.matchmaking.rules.match import match_of
from forum.matchmaking.service import digest_of
from forum.meetings import service
from forum.meetings.context import opens_profiles
from forum.meetings.enums import RequestState
from forum.meetings.forms.requests import RequestForm
from forum.meetings.forms.slots import slot_choices
from forum.meetings.models import MeetingRequest, RequestDraft
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.drafts import find_draft
from forum.meetings.queries.history import get_senders
from forum.meetings.queries.states import get_states
from forum.meetings.queries.suppliers import list_requests_between
from forum.meetings.rules.answers import leaves_free
from forum.meetings.rules.requests import expiry, is_early, is_window_open
from forum.meetings.views.accompanying import accompanying
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.supplier.drawing import access_to

# How a request stands that the buyer knows the company by.
STANDING = {
    RequestState.SENT,
    RequestState.WAITLISTED,
    RequestState.UNSCHEDULED,
    RequestState.ACCEPTED,
    RequestState.SCHEDULED,
}


@blueprint.route("/requirements/<int:requirement_id>")
@signed_in
def requirement_show(requirement_id: int) -> ResponseReturnValue:
    """A requirement, the company's match, and the form of a request."""
    current = current_company()
    requirement = get_published_requirement(requirement_id, edition_id=current_edition().id)
    return _page(requirement, current, _form(requirement, current, now=utc_now()))


@blueprint.route("/requirements/<int:requirement_id>/requests", methods=["POST"])
@signed_in
def request_create(requirement_id: int) -> ResponseReturnValue:
    """Ask for a meeting."""
    current, now = current_company(), utc_now()
    requirement = get_published_requirement(requirement_id, edition_id=current_edition().id)
    form = _form(requirement, current, now=now)
    early = is_early(current.supplier.status if current.supplier else None, get_deadlines(current_edition()), now=now)
    form.slot_id.validate_choice = early  # what is kept to be sent later takes no slot, so no service looks at it
    verb = service.save_draft if early else service.send_request
    if form.accepts(lambda: _ask(verb, form, requirement.id, company_id=current.company.id, now=now)):
        buyer = requirement.buyer.company.name
        sent = _("Enviamos su solicitud a %(company)s.", company=buyer)
        flash(_saved_words(current, buyer) if early else sent, "success")
        return redirect(url_for("meetings.supplier_show"), 303)
    requirement = get_published_requirement(requirement_id, edition_id=current_edition().id)
    return _page(requirement, current, form), form.status


@blueprint.route("/requirements/<int:requirement_id>/waiting-list", methods=["POST"])
@signed_in
def waiting_request_create(requirement_id: int) -> ResponseReturnValue:
    """Ask to wait for a place of a buyer with whom the company shares no free slot."""
    current, now = current_company(), utc_now()
    requirement = get_published_requirement(requirement_id, edition_id=current_edition().id)
    form = _form(requirement, current, now=now)
    if form.accepts(
        lambda: service.ask_to_wait(
            requirement.id,
            edition=current_edition(),
            company_id=current.company.id,
            person_id=form.person_id.data,
            reason=form.reason.data,
            by=current_person().id,
            now=now,
        )
    ):
        buyer = requirement.buyer.company.name
        flash(_("Su empresa está en la lista de espera de %(company)s. Enviamos un correo.", company=buyer), "success")
        return redirect(url_for("meetings.supplier_show"), 303)
    requirement = get_published_requirement(requirement_id, edition_id=current_edition().id)
    return _page(requirement, current, form), form.status


def _saved_words(current: CurrentCompany, buyer: str) -> str:
    if current.supplier is not None and current.supplier.status is SupplierStatus.APPROVED:
        return _("Guardamos su solicitud a %(company)s. La enviaremos cuando se reciban solicitudes.", company=buyer)
    return _("Guardamos su solicitud a %(company)s. La enviaremos en cuanto se apruebe su empresa.", company=buyer)


def _ask(
    verb: Callable[..., MeetingRequest | RequestDraft],
    form: RequestForm,
    requirement_id: int,
    *,
    company_id: int,
    now: datetime,
) -> MeetingRequest | RequestDraft:
    return verb(
        requirement_id,
        edition=current_edition(),
        company_id=company_id,
        person_id=form.person_id.data,
        preferred_slot_id=form.slot_id.data,
        reason=form.reason.data,
        by=current_person().id,
        now=now,
    )


def _form(requirement: Requirement, current: CurrentCompany, *, now: datetime) -> RequestForm:
    """The form with the slots in which the buyer and at least one of the company's people are free."""
    people = list_representatives(current.company.id)
    free = list_offered_slots(requirement.buyer, [person.id for person in people], edition=current_edition(), now=now)
    form = RequestForm(obj=_written(current.company.id, requirement.id))
    any_slot = options([("", _("El que convenga al comprador"))])
    form.slot_id.choices = [*any_slot, *slot_choices(free, people=people)]
    form.person_id.choices = options((person.id, person.full_name) for person in people)
    if form.person_id.data is None:
        form.person_id.data = current_person().id
    return form


def _has_free_slots(form: RequestForm) -> bool:
    """Whether any slot suits both: the first choice is none of them."""
    return len(list(form.slot_id.choices or [])) > 1


def _written(company_id: int, requirement_id: int) -> object:
    """What the company wrote to be sent later, as the form takes it; None where there is nothing."""
    draft = find_draft(company_id, requirement_id)
    if draft is None:
        return None
    return SimpleNamespace(reason=draft.reason, slot_id=draft.preferred_slot_id, person_id=draft.person_id)


def _drawing_of(requirement: Requirement, current: CurrentCompany, *, now: datetime) -> dict[str, object]:
    """What the page says of the drawing, where there is one."""
    drawing = find_drawing(requirement.id)
    if drawing is None:
        return {"drawing": None}
    digest = digest_of(drawing.nda_text)
    return {"drawing": drawing, "drawing_access": access_to(drawing, current, now=now), "nda_digest": digest}


def _page(requirement: Requirement, current: CurrentCompany, form: RequestForm) -> str:
    edition, now, supplier = current_edition(), utc_now(), current.supplier
    profile = get_profile(current.company.id)
    asked = list_requests_between(current.company.id, buyer_id=requirement.buyer_id)
    states = get_states(asked, now=now)
    latest = next((each for each in asked if each.requirement_id == requirement.id), None)
    state = None if latest is None else states[latest.id]
    others = [each for each in asked if each.requirement_id != requirement.id and states[each.id] in STANDING]
    return render_template(
        "meetings/requirement.html",
        requirement=requirement,
        current=current,
        opens_profiles=opens_profiles(current),
        form=form,
        match=match_of(criteria_of(requirement), profile, local(now).date()),
        capacity=find_capacity(current.company.id, requirement),
        mark=find_requirement_mark(current.company.id, requirement.id),
        **_drawing_of(requirement, current, now=now),
        latest=latest,
        latest_state=state,
        **({} if latest is None or state is None else accompanying(latest, state, Side.SUPPLIER)),
        others=[(each, states[each.id]) for each in others],
        senders=get_senders([each.id for each in asked]),
        person_id=current_person().id,
        may_ask=latest is None or state is None or leaves_free(state, latest.awaiting, side=Side.SUPPLIER),
        is_early=is_early(supplier.status if supplier else None, get_deadlines(edition), now=now),
        is_full=not _has_free_slots(form),
        is_open=requirement.status is RequirementStatus.PUBLISHED and is_window_open(get_deadlines(edition), now=now),
        edition=edition,
        answer_by=expiry(now, hours=edition.request_hours, closes_at=edition.requests_close_at),
    )
