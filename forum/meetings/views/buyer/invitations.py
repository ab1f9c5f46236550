"""A buyer invites a supplier to a meeting about one of their requirements."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.models import Company
from forum.companies.queries.profiles import profile_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.matchmaking.context import current_buyer
from forum.matchmaking.enums import Side, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.participants import find_supplier
from forum.matchmaking.queries.requirements import list_published_of
from forum.meetings import service
from forum.meetings.enums import RequestState
from forum.meetings.forms.requests import InvitationForm
from forum.meetings.forms.slots import slot_choices
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.invitations import count_open_invitations, list_addressees
from forum.meetings.queries.requests import get_latest_requests
from forum.meetings.queries.states import get_states
from forum.meetings.queries.suppliers import companies_a_buyer_sees
from forum.meetings.rules.answers import leaves_free
from forum.meetings.rules.requests import expiry, is_window_open
from forum.meetings.views.blueprint import blueprint


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A published requirement of the buyer, and the company's latest request or invitation for it."""

    requirement: Requirement
    latest: MeetingRequest | None
    state: RequestState | None

    @property
    def is_free(self) -> bool:
        """Whether the buyer may invite for it."""
        if self.latest is None or self.state is None:
            return True
        return leaves_free(self.state, self.latest.awaiting, side=Side.BUYER)


@blueprint.route("/companies/<int:company_id>/invitation", methods=["GET", "POST"])
@signed_in
def invitation_new(company_id: int) -> ResponseReturnValue:
    """Invite a company: about which requirement, why, and at what time."""
    buyer, now = current_buyer(), utc_now()
    company = profile_of(company_id, among=companies_a_buyer_sees(buyer.edition_id, buyer.id))
    form = _form(buyer, company, _wanted(buyer, company))
    if form.accepts(
        lambda: service.invite_supplier(
            company.id,
            requirement_id=form.requirement_id.data,
            buyer_id=buyer.id,
            edition=current_edition(),
            preferred_slot_id=form.slot_id.data,
            reason=form.reason.data,
            by=current_person().id,
            now=now,
        )
    ):
        flash(_("Enviamos su invitación a %(company)s.", company=company.name), "success")
        return redirect(url_for("meetings.buyer_show") + "#invitations", 303)
    return _page(buyer, company, form), form.status


def _wanted(buyer: Buyer, company: Company) -> list[_Wanted]:
    published = list_published_of(buyer.id)
    latest = get_latest_requests(company.id, requirement_ids=[each.id for each in published])
    states = get_states(latest.values(), now=utc_now())
    found = ((each, latest.get(each.id)) for each in published)
    return [
        _Wanted(requirement=each, latest=last, state=None if last is None else states[last.id]) for each, last in found
    ]


def _form(buyer: Buyer, company: Company, wanted: list[_Wanted]) -> InvitationForm:
    people = list_addressees(company.id, edition_id=buyer.edition_id, but=buyer.person_id)
    ids = [person.id for person in people]
    free = list_offered_slots(buyer, ids, edition=current_edition(), now=utc_now())
    form = InvitationForm()
    form.requirement_id.choices = options((each.requirement.id, each.requirement.title) for each in wanted)
    form.slot_id.choices = [*options([("", _("El que convenga a la empresa"))]), *slot_choices(free)]
    if not form.is_submitted():
        form.requirement_id.data = request.args.get("requirement", type=int)
    return form


def _page(buyer: Buyer, company: Company, form: InvitationForm) -> str:
    edition, now, wanted = current_edition(), utc_now(), _wanted(buyer, company)
    free = [each for each in wanted if each.is_free]
    form.requirement_id.choices = options((each.requirement.id, each.requirement.title) for each in free)
    supplier = find_supplier(company.id, edition_id=edition.id)
    return render_template(
        "meetings/invitation.html",
        company=company,
        form=form,
        edition=edition,
        taken=[each for each in wanted if not each.is_free],
        has_requirements=bool(wanted),
        is_supplier=supplier is not None and supplier.status is SupplierStatus.APPROVED,
        is_open=is_window_open(get_deadlines(edition), now=now),
        open_invitations=count_open_invitations(buyer.id, now=now),
        answer_by=expiry(now, hours=edition.request_hours, closes_at=edition.requests_close_at),
    )
