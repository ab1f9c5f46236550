"""What pages of requests ask of a domain above, and what the page of a company asks of requests."""

from collections.abc import Callable, Mapping

from flask import Flask, current_app, url_for

from forum.companies.context import Step
from forum.companies.models import Process
from forum.companies.queries.catalogue import catalogue
from forum.core.i18n import gettext as _
from forum.core.kept import Kept
from forum.editions.context import current_edition
from forum.matchmaking.context import participation_step
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.forms import Groups, process_choices
from forum.matchmaking.queries.participants import find_supplier
from forum.meetings.queries.drafts import count_drafts
from forum.meetings.queries.requests import has_requests

Explanation = tuple[str, Mapping[str, int]]
WhyLeftOut = Callable[[int], Explanation | None]


def init_meetings(app: Flask, why_left_out: WhyLeftOut) -> None:
    """Give the app the function that explains why a request has no place in the timetable."""
    app.extensions["why_left_out"] = why_left_out


def explanation_of(request_id: int) -> Explanation | None:
    """Why the timetable published last leaves a request out: a marked sentence and its numbers; None if it does not."""
    why_left_out: WhyLeftOut = current_app.extensions["why_left_out"]
    return why_left_out(request_id)


def meeting_steps(company_id: int) -> list[Step]:
    """The steps of a company's checklist: to take part in the meetings, and to ask for the first one."""
    edition_id = current_edition().id
    supplier = find_supplier(company_id, edition_id=edition_id)
    steps = [participation_step(company_id, supplier)]
    if supplier is None or supplier.status not in {SupplierStatus.PENDING, SupplierStatus.APPROVED}:
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
