"""The profile of a company, as the other side of a meeting and the co-ordinators may see it."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import CompoundSelect

from forum.accounts.context import current_person
from forum.companies.models import Certificate
from forum.companies.queries.companies import companies_of
from forum.companies.queries.profiles import evidence_of, has_logo, profile_of
from forum.companies.rules.certificates import CertificateState, certificate_state
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.filters import local
from forum.core.uploads import file_response
from forum.editions.context import current_edition
from forum.matchmaking.enums import RequirementStatus, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.participants import find_buyer, find_supplier
from forum.matchmaking.queries.requirements import criteria_of, get_profiles, list_requirements_of
from forum.matchmaking.rules.match import Match, match_of
from forum.meetings.queries.states import get_states
from forum.meetings.queries.suppliers import (
    buying_companies,
    companies_a_buyer_sees,
    companies_the_staff_sees,
    count_past_meetings,
    find_stand_code,
    list_contacts,
    list_requests_between,
)
from forum.meetings.views.blueprint import blueprint


@dataclass(frozen=True, slots=True, kw_only=True)
class _Viewer:
    """Who looks: a buyer of this edition, its staff, or a supplier; and the companies they may see."""

    buyer: Buyer | None
    is_staff: bool
    among: CompoundSelect[tuple[int]]

    @property
    def sees_offer(self) -> bool:
        """Whether they see what a supplier offers and who acts for it; suppliers see only who buys."""
        return self.buyer is not None or self.is_staff


@blueprint.route("/companies/<int:company_id>")
@signed_in
def company_show(company_id: int) -> ResponseReturnValue:
    """What a company offers: never its sales, and nobody's e-mail or telephone before a meeting is agreed."""
    viewer, edition, now = _viewer(), current_edition(), utc_now()
    company = profile_of(company_id, among=viewer.among)
    buyer = viewer.buyer
    requests = [] if buyer is None else list_requests_between(company_id, buyer_id=buyer.id)
    return render_template(
        "meetings/company.html",
        company=company,
        edition=edition,
        viewer=viewer,
        logo=has_logo(company_id),
        stand=find_stand_code(company_id, edition_id=edition.id),
        met=0 if buyer is None else count_past_meetings(company_id, buying_company_id=buyer.company_id, now=now),
        contacts=list_contacts(company_id, buyer_id=buyer.id if buyer else None) if viewer.sees_offer else [],
        requests=[(each, state) for each, state in zip(requests, get_states(requests, now=now).values(), strict=True)],
        matches=_matches(company_id, buyer),
        supplier=find_supplier(company_id, edition_id=edition.id) if viewer.is_staff else None,
        state_of=_state_of,
        evidence="meetings.evidence_show" if may_see_evidence(viewer, company_id) else None,
    )


@blueprint.route("/companies/<int:company_id>/certificates/<int:certificate_id>/evidence")
@signed_in
def evidence_show(company_id: int, certificate_id: int) -> ResponseReturnValue:
    """The document of a certificate, for the staff and the buyers of an edition in which the company is approved."""
    viewer = _viewer()
    if not may_see_evidence(viewer, company_id):
        raise NotFound
    return file_response(evidence_of(profile_of(company_id, among=viewer.among).id, certificate_id))


def may_see_evidence(viewer: _Viewer, company_id: int) -> bool:
    """Whether they see the documents of a company: the staff, and buyers who take part, of an approved supplier."""
    if viewer.is_staff:
        return True
    supplier = find_supplier(company_id, edition_id=current_edition().id)
    is_approved = supplier is not None and supplier.status is SupplierStatus.APPROVED
    return is_approved and viewer.buyer is not None and viewer.buyer.accepted_at is not None


def _viewer() -> _Viewer:
    edition_id, person = current_edition().id, current_person()
    buyer = find_buyer(person.id, edition_id=edition_id)
    if buyer is not None:
        return _Viewer(buyer=buyer, is_staff=False, among=companies_a_buyer_sees(edition_id, buyer.id))
    if person.may("meetings.coordinate", edition_id):
        return _Viewer(buyer=None, is_staff=True, among=companies_the_staff_sees(edition_id))
    if any(find_supplier(company.id, edition_id=edition_id) for company in companies_of(person.id)):
        return _Viewer(buyer=None, is_staff=False, among=buying_companies(edition_id))
    raise NotFound


def _matches(company_id: int, buyer: Buyer | None) -> list[tuple[Requirement, Match]]:
    """How well the company matches each published requirement of the buyer who looks."""
    if buyer is None:
        return []
    published = [each for each in list_requirements_of(buyer.id) if each.status is RequirementStatus.PUBLISHED]
    profile, today = get_profiles([company_id])[company_id], local(utc_now()).date()
    return [(each, match_of(criteria_of(each), profile, today)) for each in published]


def _state_of(certificate: Certificate) -> CertificateState:
    return certificate_state(
        valid_until=certificate.valid_until,
        in_process=certificate.in_process,
        has_evidence=certificate.has_evidence,
        today=local(utc_now()).date(),
    )
