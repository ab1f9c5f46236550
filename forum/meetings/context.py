"""Who looks at a company; what pages of requests ask of a domain above, and the page of a company of requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask, current_app, url_for
from sqlalchemy import CompoundSelect, Select

from forum.accounts.context import current_person
from forum.companies.context import Step
from forum.companies.models import Process
from forum.companies.queries.catalogue import catalogue
from forum.core.clock import utc_now
from forum.core.database import found
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.kept import Kept
from forum.core.links import Link, LinkTo
from forum.editions.context import current_edition
from forum.exhibitors.queries.applications import acts_for_exhibitor
from forum.matchmaking.context import CurrentCompany, find_current_company, participation_step
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.forms import Groups, process_choices
from forum.matchmaking.models import Buyer, Supplier
from forum.matchmaking.queries.participants import acts_for_supplier, find_buyer, find_supplier
from forum.meetings.enums import MeetingLife
from forum.meetings.queries.drafts import count_drafts
from forum.meetings.queries.requests import has_requests
from forum.meetings.queries.suppliers import (
    TAKING_PART,
    companies_a_buyer_sees,
    companies_open_to_a_buyer,
    companies_taking_part,
    companies_the_staff_sees,
    sees_company,
)
from forum.meetings.rules.life import Marks, life_of
from forum.meetings.signals import Touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks: a buyer of this edition, its staff, or another company; and the companies they may see.

    `owner_id`: the company they act for here, which keeps notes; None for the staff. `is_approved`: it is a supplier
    that takes part. `among`: of all these they see at least what each makes public.
    """

    buyer: Buyer | None
    is_staff: bool
    owner_id: int | None
    is_approved: bool
    among: Select[tuple[int]] | CompoundSelect[tuple[int]]

    @property
    def sees_offer(self) -> bool:
        """Whether they see all that a supplier offers and who acts for it; other companies see what it makes public."""
        return self.buyer is not None or self.is_staff

    def sees_all_of(self, company_id: int, supplier: Supplier | None) -> bool:
        """Whether they see all of this company, which is this supplier: the staff, and buyers of who may meet them."""
        if self.is_staff or self.buyer is None:
            return self.is_staff
        if supplier is not None and supplier.status in TAKING_PART:
            return True
        return sees_company(companies_a_buyer_sees(self.buyer.edition_id, self.buyer.id), company_id)


def current_viewer(*, acting_for: int | None = None) -> Viewer:
    """The current person as they look at companies, for this one of their companies where it is named.

    Raises:
        NotFound: they take no part in the meetings of this edition.
    """
    edition_id, person = current_edition().id, current_person()
    buyer = find_buyer(person.id, edition_id=edition_id)
    if buyer is not None and acting_for in {None, buyer.company_id}:
        seen = companies_open_to_a_buyer(edition_id, buyer.id)
        return Viewer(buyer=buyer, is_staff=False, owner_id=buyer.company_id, is_approved=False, among=seen)
    if acting_for is None and person.may("meetings.coordinate", edition_id):
        seen = companies_the_staff_sees(edition_id)
        return Viewer(buyer=None, is_staff=True, owner_id=None, is_approved=False, among=seen)
    current = found(find_current_company())
    if opens_profiles(current):
        approved = current.supplier is not None and current.supplier.status is SupplierStatus.APPROVED
        seen = companies_taking_part(edition_id)
        return Viewer(buyer=None, is_staff=False, owner_id=current.company.id, is_approved=approved, among=seen)
    raise NotFound


def opens_profiles(current: CurrentCompany) -> bool:
    """Whether who acts for this company sees profiles: a company of theirs applied as supplier here, or exhibits."""
    if current.supplier is not None:
        return True
    person_id, edition_id = current_person().id, current_edition().id
    return acts_for_supplier(person_id, edition_id=edition_id) or acts_for_exhibitor(person_id, edition_id=edition_id)


Explanation = tuple[str, Mapping[str, int]]
WhyLeftOut = Callable[[int], Explanation | None]


def life_now(marks: Marks) -> MeetingLife:
    """How a meeting stands now, for pages that only tell it: nobody is late there."""
    return life_of(marks, now=utc_now())


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLinks:
    """What domains above offer: on the co-ordinator's overview, and of meetings that are over.

    Of one to its side (`own`) and to the staff (`spoken`); of all of somebody (`all`); of those ahead (`confirm`).
    """

    coordination: tuple[LinkTo, ...]
    own: LinkTo
    spoken: tuple[LinkTo, ...]
    all: LinkTo
    confirm: LinkTo


def init_meetings(
    app: Flask, why_left_out: WhyLeftOut, links: MeetingLinks, drafts_touched: Callable[[Touched], list[Link]]
) -> None:
    """Give the app what domains above offer, what explains why a request has no place, and which drafts go stale."""
    app.extensions["drafts_touched"] = drafts_touched
    app.add_template_filter(life_now, "life")
    app.extensions["why_left_out"] = why_left_out
    app.extensions["meeting_links"] = links


def coordination_links() -> list[Link]:
    """What domains above offer on the co-ordinator's overview."""
    return [each.link() for each in _links().coordination]


def links_after(meeting_id: int, *, by_staff: bool) -> list[Link]:
    """What is offered of a meeting that is over, to one of its sides or to the staff."""
    offered = _links().spoken if by_staff else (_links().own,)
    return [each.link(meeting_id=meeting_id) for each in offered]


def link_to_outcomes() -> Link:
    """What is offered to somebody of all their meetings that are over."""
    return _links().all.link()


def link_to_confirmation() -> Link:
    """Where somebody confirms that they come to their meetings."""
    return _links().confirm.link()


def _links() -> MeetingLinks:
    links: MeetingLinks = current_app.extensions["meeting_links"]
    return links


def explanation_of(request_id: int) -> Explanation | None:
    """Why the timetable published last leaves a request out: a marked sentence and its numbers; None if it does not."""
    why_left_out: WhyLeftOut = current_app.extensions["why_left_out"]
    return why_left_out(request_id)


def drafts_touched_by(touched: Touched) -> list[Link]:
    """The drafts of the timetable that a change of many meetings touches, each with how many of its meetings."""
    of_timetable: Callable[[Touched], list[Link]] = current_app.extensions["drafts_touched"]
    return of_timetable(touched)


def meeting_steps(company_id: int) -> list[Step]:
    """The steps of a company's checklist: to take part in the meetings, and to ask for the first one."""
    edition_id = current_edition().id
    supplier = find_supplier(company_id, edition_id=edition_id)
    steps = [participation_step(company_id, supplier)]
    if supplier is None or supplier.status in {SupplierStatus.REJECTED, SupplierStatus.SUSPENDED}:
        return steps
    first_request = Step(
        title=_("Pedir su primera cita"),
        hint=_("Vea qué buscan los compradores y qué cumple su empresa."),
        action=_("Buscar requerimientos"),
        url=url_for("meetings.requirement_list", company=company_id),
        is_done=has_requests(company_id, edition_id=edition_id) or count_drafts(company_id, edition_id=edition_id) > 0,
    )
    return [*steps, first_request]


def _process_choices(language: str) -> Groups:
    return process_choices(catalogue(), language)


kept_process_choices = Kept(_process_choices, of=(Process,), seconds=30)
"""The processes to choose from in a language: every search offers them."""


def process_word(process_id: int | None, language: str) -> str | None:
    """How the choices name a process or a family; None where there is none."""
    if process_id is None:
        return None
    words = {id: said for choices in kept_process_choices(language).values() for id, said in choices}
    return words.get(process_id)
