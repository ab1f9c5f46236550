"""Suppliers find requirements, see why each fits or not, and ask for a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.companies.queries.catalogue import catalogue
from forum.companies.rules.certificates import STANDARDS
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.filters import local
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name
from forum.core.paging import page_in, page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.context import Acting, acting
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.labels import process_choices
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.parties import list_representatives
from forum.matchmaking.queries.requirements import (
    Search,
    find_candidates,
    list_buying_companies,
    load_requirements,
    profiles_of,
    published_requirement,
    wanted_of,
)
from forum.matchmaking.rules.fit import Fit, Verdict, fit, fits
from forum.meetings import service
from forum.meetings.enums import RequestStatus
from forum.meetings.errors import (
    DuplicateRequest,
    NotARepresentative,
    OwnCompany,
    QuotaReached,
    RequirementNotOpen,
    SlotRefused,
    SupplierNotApproved,
    WindowClosed,
)
from forum.meetings.forms import RequestForm
from forum.meetings.labels import slot_choices
from forum.meetings.queries.boards import offered_slots
from forum.meetings.queries.requests import requested_by
from forum.meetings.queries.windows import windows_of
from forum.meetings.rules.requests import is_window_open, status_now
from forum.meetings.views.blueprint import blueprint

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A requirement found, why it fits or not, and where the company's latest request for it stands."""

    requirement: Requirement
    fit: Fit
    state: RequestStatus | None


@blueprint.route("/requirements")
@signed_in
def requirement_list() -> ResponseReturnValue:
    """What buyers look for, what fits best on top; as one types, the list alone."""
    company = acting()
    if company is None:
        return redirect(url_for("meetings.home_show"))
    edition, now = current_edition(), utc_now()
    search = _search()
    only_fitting = request.args.get("fits") == "1"
    weighed = _weighed(search, company.company.id, now=now)
    shown = [pair for pair in weighed if not only_fitting or pair[1].verdict is Verdict.GOOD]
    page = page_in(shown, number=page_number(), size=PAGE)
    found = {
        "acting": company,
        "listed": page.showing(_results(page.rows, company.company.id, now=now)),
        "fitting_count": sum(each.verdict is Verdict.GOOD for _id, each in weighed),
        "args": {key: value for key, value in request.args.items() if key not in {"page", "company"}},
        "now": now,
    }
    if is_fragment():
        return render_template("meetings/_results.html", **found)
    return render_template(
        "meetings/search.html",
        search=search,
        only_fitting=only_fitting,
        window_open=is_window_open(windows_of(edition), now=now),
        processes=process_choices(catalogue(), locale_name(), with_families=True),
        certificates=[(standard.code, standard.name) for standard in STANDARDS],
        buyers=list_buying_companies(edition.id),
        edition=edition,
        **found,
    )


def _search() -> Search:
    return Search(
        text=request.args.get("q", ""),
        process_id=request.args.get("process", type=int),
        standard=request.args.get("certificate") or None,
        company_id=request.args.get("buyer", type=int),
    )


def _weighed(search: Search, company_id: int, *, now: datetime) -> list[tuple[int, Fit]]:
    """What a search finds with how it fits, the best first and the newest first among equals."""
    profile, today = profiles_of([company_id])[company_id], local(now).date()
    candidates = find_candidates(current_edition().id, search)
    found = fits((candidate.wanted for candidate in candidates), profile, today)
    weighed = [(candidate.requirement_id, why) for candidate, why in zip(candidates, found, strict=True)]
    return sorted(weighed, key=lambda pair: -pair[1].score)


def _results(weighed: Sequence[tuple[int, Fit]], company_id: int, *, now: datetime) -> list[Result]:
    ids = [requirement_id for requirement_id, _fit in weighed]
    requests = requested_by(company_id, requirement_ids=ids)
    states = {id: status_now(each.status, each.expires_at, now=now) for id, each in requests.items()}
    return [
        Result(requirement=requirement, fit=why, state=states.get(requirement.id))
        for requirement, (_id, why) in zip(load_requirements(ids), weighed, strict=True)
    ]


@blueprint.route("/requirements/<int:requirement_id>")
@signed_in
def requirement_show(requirement_id: int) -> ResponseReturnValue:
    """A requirement, why it fits or not, and the way to ask for a meeting."""
    company = _acting()
    requirement = published_requirement(requirement_id, edition_id=current_edition().id)
    return _page(requirement, company, _form(requirement, company, now=utc_now()))


@blueprint.route("/requirements/<int:requirement_id>/requests", methods=["POST"])
@signed_in
def request_create(requirement_id: int) -> ResponseReturnValue:
    """Ask for a meeting."""
    company, now = _acting(), utc_now()
    requirement = published_requirement(requirement_id, edition_id=current_edition().id)
    form = _form(requirement, company, now=now)
    if form.validate_on_submit():
        try:
            service.send_request(
                requirement.id,
                edition=current_edition(),
                company_id=company.company.id,
                person_id=form.person_id.data,
                preferred_slot_id=form.slot_id.data,
                reason=form.reason.data or "",
                by=current_person().id,
                now=now,
            )
        except (*_OF_THE_FORM, *_OF_THE_COMPANY) as refusal:
            form.refuse(refusal)
        else:
            flash(_("Enviamos su solicitud a %(company)s.", company=requirement.buyer.company.name), "success")
            return redirect(url_for("meetings.supplier_show"), 303)
    requirement = published_requirement(requirement_id, edition_id=current_edition().id)
    return _page(requirement, company, form), 422


_OF_THE_FORM = (SlotRefused, NotARepresentative, ReasonMissing)
_OF_THE_COMPANY = (
    WindowClosed,
    SupplierNotApproved,
    RequirementNotOpen,
    OwnCompany,
    DuplicateRequest,
    QuotaReached,
)


def _acting() -> Acting:
    company = acting()
    if company is None:
        raise NotFound
    return company


def _form(requirement: Requirement, company: Acting, *, now: datetime) -> RequestForm:
    """The form with the slots in which the buyer is free, and so is somebody of the company."""
    people = list_representatives(company.company.id)
    free = offered_slots(requirement.buyer, [person.id for person in people], edition=current_edition(), now=now)
    form = RequestForm()
    any_slot = options([("", _("La que convenga al comprador"))])
    form.slot_id.choices = [*any_slot, *slot_choices(free)]
    form.person_id.choices = options((person.id, person.full_name) for person in people)
    if form.person_id.data is None:
        form.person_id.data = current_person().id
    return form


def _page(requirement: Requirement, company: Acting, form: RequestForm) -> str:
    edition, now = current_edition(), utc_now()
    profile = profiles_of([company.company.id])[company.company.id]
    latest = requested_by(company.company.id, requirement_ids=[requirement.id]).get(requirement.id)
    return render_template(
        "meetings/requirement.html",
        requirement=requirement,
        acting=company,
        form=form,
        fit=fit(wanted_of(requirement), profile, local(now).date()),
        latest=latest,
        latest_status=None if latest is None else status_now(latest.status, latest.expires_at, now=now),
        is_open=requirement.status is RequirementStatus.PUBLISHED and is_window_open(windows_of(edition), now=now),
        edition=edition,
    )
