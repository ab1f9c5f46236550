"""Today, as each person's day stands."""

from datetime import datetime

from flask import Blueprint, render_template, request, url_for

from forum.accounts.context import SignedIn, current_person
from forum.accounts.enums import Role
from forum.arco.queries.requests import count_near
from forum.companies.context import Step, steps_to_take_part
from forum.core.access import signed_in
from forum.core.clock import utc_now
from forum.core.filters import local
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.matchmaking.context import CurrentCompany, find_current_company
from forum.matchmaking.enums import SupplierStatus
from forum.meetings.enums import MeetingStatus
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.own import OwnMeeting, list_meetings_for
from forum.meetings.rules.requests import time_left
from forum.outcomes.queries import count_unanswered
from forum.registration.enums import RegistrationStatus
from forum.surveys.queries import is_unanswered
from forum.surveys.rules import is_open
from forum.today.queries import count_to_review, list_answers, list_changes, list_open_requests
from forum.today.rules import Deadline, NextDate, next_date, now_and_next
from forum.today.service import note_visit

blueprint = Blueprint("today", __name__, url_prefix="/<edition_slug>")


@blueprint.get("/today")
@signed_in
def today_show() -> str:
    """What is now, what is new, what waits."""
    person, edition, now = current_person(), current_edition(), utc_now()
    is_buyer = person.has_role(Role.BUYER, edition.id)
    company = None if is_buyer else find_current_company()
    meetings = list_meetings_for(person.id, edition_id=edition.id)
    scheduled = [each for each in meetings if each.status is MeetingStatus.SCHEDULED]
    current, following = now_and_next(scheduled, now=now)
    listed = list_open_requests(person.id, edition_id=edition.id, now=now)
    waiting = [each for each in listed if not each.waits]
    return render_template(
        "today/today.html",
        edition=edition,
        now=now,
        today=local(now).date(),
        current=current,
        following=following,
        left=len([each for each in scheduled if each.ends_at > now]),
        waiting=[(each, time_left(each.at, now=now)) for each in waiting],
        waitlisted=[each for each in listed if each.waits],
        offers=[(each, time_left(each.offer.ends_at, now=now)) for each in listed if each.waits and each.offer],
        date=_next_date(edition, now=now) if company or meetings or listed else None,
        steps=_steps_left(company),
        company=company.company if company else None,
        to_review=_to_review(person, edition.id),
        board=_board(person, edition, now=now),
        unanswered=_unanswered(person.id, edition, scheduled, now=now),
        desk=_desk(person, edition, now=now),
        report=_report(person, edition, now=now),
        survey=_survey(person.id, edition, now=now),
        **_news(person.id, edition, meetings, now=now),
    )


def _news(
    person_id: int, edition: Edition, meetings: list[OwnMeeting], *, now: datetime
) -> dict[str, list[object] | datetime | None]:
    """What changed since the visit before this one; only a page that is read begins a visit."""
    since = note_visit(person_id, edition_id=edition.id, now=now) if request.method == "GET" else None
    if since is None:
        return {"since": None, "changes": [], "answers": []}
    own = {each.id: each for each in meetings}
    changes = list_changes(person_id, edition_id=edition.id, since=since)
    return {
        "since": since,
        "changes": [(each, own[each.meeting_id]) for each in changes if each.meeting_id in own],
        "answers": list(list_answers(person_id, edition_id=edition.id, since=since)),
    }


def _unanswered(person_id: int, edition: Edition, scheduled: list[OwnMeeting], *, now: datetime) -> int:
    """Of how many meetings that are over they have still to say what came of them."""
    is_any_over = any(each.ends_at <= now for each in scheduled)
    return count_unanswered(person_id, edition_id=edition.id, now=now) if is_any_over else 0


def _survey(person_id: int, edition: Edition, *, now: datetime) -> str | None:
    """The survey, for whoever was there and has not answered it; None while the forum is not over."""
    if not is_open(edition.ends_on, zone=edition.time_zone, now=now):
        return None
    return url_for("surveys.survey_edit") if is_unanswered(person_id, edition_id=edition.id) else None


def _board(person: SignedIn, edition: Edition, *, now: datetime) -> str | None:
    """The board of meetings, for who coordinates them, on the days of the forum."""
    is_on = edition.starts_on <= local(now).date() <= edition.ends_on
    return url_for("meetings.board_show") if is_on and person.may("meetings.coordinate", edition.id) else None


def _desk(person: SignedIn, edition: Edition, *, now: datetime) -> str | None:
    """The floor desk, for who works there, on the days of the forum."""
    is_on = edition.starts_on <= local(now).date() <= edition.ends_on
    return url_for("floor.desk_show") if is_on and person.may("floor.work", edition.id) else None


def _report(person: SignedIn, edition: Edition, *, now: datetime) -> str | None:
    """The official report, for who issues it, once the forum is over."""
    is_over = edition.ends_on < local(now).date()
    return url_for("reports.official_show") if is_over and person.may("editions.edit", edition.id) else None


def _steps_left(company: CurrentCompany | None) -> list[Step]:
    """What a company that is not approved yet has still to do."""
    if company is None or (company.supplier and company.supplier.status is SupplierStatus.APPROVED):
        return []
    return [step for step in steps_to_take_part(company.company.id) if not step.is_done]


def _to_review(person: SignedIn, edition_id: int) -> list[tuple[str, int, str]]:
    """What waits for the staff of an edition, as far as they may decide it: words, number, and the page to do so."""
    pages = {
        "registrations": (
            "registration.review",
            _("Registros por aprobar"),
            url_for("registration_desk.registration_list", status=RegistrationStatus.PENDING),
        ),
        "suppliers": (
            "meetings.coordinate",
            _("Proveedores por revisar"),
            url_for("matchmaking.supplier_list", status=SupplierStatus.PENDING),
        ),
        "timetables": (
            "meetings.coordinate",
            _("Agendas propuestas sin publicar"),
            url_for("timetable.timetable_list"),
        ),
        "exhibitors": ("exhibitors.review", _("Solicitudes de stand por revisar"), url_for("exhibitors.review_list")),
        "delegations": ("editions.edit", _("Delegaciones por decidir"), url_for("delegation_desk.delegation_list")),
    }
    theirs = {what: page for what, (permission, *page) in pages.items() if person.may(permission, edition_id)}
    counts = count_to_review(edition_id) if theirs else {}
    waiting = [(label, counts[what], url) for what, (label, url) in theirs.items()]
    return waiting + (_privacy_due() if person.organises_all else [])


def _privacy_due() -> list[tuple[str, int, str]]:
    """The requests about personal data whose dates are near or have passed."""
    number = count_near(local(utc_now()).date())
    return [(_("Solicitudes ARCO que vencen o vencieron"), number, url_for("arco_desk.request_list"))] if number else []


def _next_date(edition: Edition, *, now: datetime) -> NextDate | None:
    deadlines = get_deadlines(edition)
    return next_date(
        (
            (Deadline.REQUESTS_OPEN, deadlines.opens_at),
            (Deadline.REQUESTS_CLOSE, deadlines.closes_at),
            (Deadline.AGENDA_FREEZES, deadlines.freeze_at),
        ),
        now=now,
    )
