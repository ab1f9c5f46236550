"""The profile of a company, as the other side of a meeting, other companies and the co-ordinators may see it."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from forum.companies.context import state_of
from forum.companies.enums import PublicPart
from forum.companies.models import Company
from forum.companies.queries.profiles import evidence_of, has_logo, profile_of
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.filters import local
from forum.core.uploads import file_response
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.exhibitors.queries.applications import find_stand_code
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.matchmaking.queries.capacity import Capacity, capacity_among
from forum.matchmaking.queries.marks import list_marks_made_by, list_supplier_marks
from forum.matchmaking.queries.participants import find_supplier
from forum.matchmaking.queries.profiles import get_profile
from forum.matchmaking.queries.requirements import criteria_of, list_published_of
from forum.matchmaking.rules.match import Match, match_of
from forum.meetings.context import Viewer, current_viewer
from forum.meetings.queries.contacts import Contact, list_buyers_known, list_representatives_known
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.states import get_states
from forum.meetings.queries.suppliers import (
    count_past_meetings,
    list_requests_between,
)
from forum.meetings.rules.requests import is_window_open
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.notes import note_shown


@blueprint.route("/companies/<int:company_id>")
@signed_in
def company_show(company_id: int) -> ResponseReturnValue:
    """What a company offers, or what it makes public: never its sales, and nobody's e-mail or telephone unasked.

    Whoever acts for it sees it as other companies do.
    """
    viewer, edition, now = current_viewer(), current_edition(), utc_now()
    company = profile_of(company_id, among=viewer.among)
    supplier = find_supplier(company_id, edition_id=edition.id) if viewer.sees_offer else None
    is_own = company_id == viewer.owner_id
    sees_all = not is_own and viewer.sees_all_of(company_id, supplier)
    buyer = viewer.buyer if sees_all else None
    shown = {
        "company": company,
        "viewer": viewer,
        "sees_all": sees_all,
        "parts": set(PublicPart) if sees_all else set(company.shown_parts),
        "is_own": is_own,
        "contacts": _contacts(company_id, viewer, sees_all=sees_all),
        "logo": has_logo(company_id),
        "stand": find_stand_code(company_id, edition_id=edition.id),
        "met": 0 if buyer is None else count_past_meetings(company_id, buying_company_id=buyer.company_id, now=now),
        "matches": _matches(company, buyer),
        "may_invite": _may_invite(supplier, buyer),
        "state_of": state_of,
    }
    if is_fragment():
        return render_template("meetings/_company_sheet.html", **shown)
    requests = [] if buyer is None else list_requests_between(company_id, buyer_id=buyer.id)
    return render_template(
        "meetings/company.html",
        **shown,
        edition=edition,
        requests=[(each, state) for each, state in zip(requests, get_states(requests, now=now).values(), strict=True)],
        buyer=buyer,
        supplier=supplier if viewer.is_staff else None,
        evidence="meetings.evidence_show" if _may_see_evidence(viewer, supplier) else None,
        **(_marks(company_id, viewer) if sees_all else {}),
        **note_shown(company_id, owner_id=None if is_own else viewer.owner_id),
    )


@blueprint.route("/companies/<int:company_id>/certificates/<int:certificate_id>/evidence")
@signed_in
def evidence_show(company_id: int, certificate_id: int) -> ResponseReturnValue:
    """The document of a certificate, for the staff and the buyers of an edition in which the company is approved."""
    viewer = current_viewer()
    if not _may_see_evidence(viewer, find_supplier(company_id, edition_id=current_edition().id)):
        raise NotFound
    return file_response(evidence_of(profile_of(company_id, among=viewer.among).id, certificate_id))


def _contacts(company_id: int, viewer: Viewer, *, sees_all: bool) -> Sequence[Contact]:
    """The people of the company as who looks may know them: buyers know suppliers', approved suppliers know buyers."""
    edition_id, known = current_edition().id, list[Contact]()
    if sees_all:
        known += list_representatives_known(company_id, edition_id=edition_id, buyer=viewer.buyer)
    if viewer.is_staff or (viewer.is_approved and company_id != viewer.owner_id):
        known += list_buyers_known(company_id, edition_id=edition_id, is_staff=viewer.is_staff)
    return list({each.person_id: each for each in known}.values())


def _is_approved(supplier: Supplier | None) -> bool:
    return supplier is not None and supplier.status is SupplierStatus.APPROVED


def _may_see_evidence(viewer: Viewer, supplier: Supplier | None) -> bool:
    """Whether they see the documents of a company: the staff, and buyers who take part, of an approved supplier."""
    if viewer.is_staff:
        return True
    return _is_approved(supplier) and viewer.buyer is not None and viewer.buyer.accepted_at is not None


def _marks(company_id: int, viewer: Viewer) -> dict[str, Any]:
    """What was marked, as who looks may know it: a buyer the company's own marks of this one, the staff all."""
    edition_id, buyer = current_edition().id, viewer.buyer
    buying = None if buyer is None else buyer.company_id
    marks = list_supplier_marks(company_id, edition_id=edition_id, buying_company_id=buying)
    own = next((each for each in marks if buyer is not None and each.buyer_id == buyer.id), None)
    return {
        "own_mark": own,
        "marks": [each for each in marks if each is not own],
        "marked": list_marks_made_by(company_id, edition_id=edition_id) if viewer.is_staff else [],
    }


def _matches(company: Company, buyer: Buyer | None) -> list[tuple[Requirement, Match, Capacity | None]]:
    """How well the company matches each published requirement of the buyer who looks, and whether it can do enough."""
    if buyer is None:
        return []
    profile, today = get_profile(company.id), local(utc_now()).date()
    return [
        (each, match_of(criteria_of(each), profile, today), capacity_among(company.capabilities, each))
        for each in list_published_of(buyer.id)
    ]


def _may_invite(supplier: Supplier | None, buyer: Buyer | None) -> bool:
    """Whether the buyer who looks may invite the company, as it takes part, to a meeting."""
    if buyer is None or buyer.accepted_at is None or supplier is None or buyer.company_id == supplier.company_id:
        return False
    return _is_approved(supplier) and is_window_open(get_deadlines(current_edition()), now=utc_now())
