"""Another forum of the same house, with one of everything: nothing of it is anybody's business at the first."""

from typing import Any

from sqlalchemy import Table, select

from forum.accounts.enums import Role
from forum.badges.models import PrintRun
from forum.companies.enums import CompanyRole
from forum.companies.models import Company, CompanyInvitation, Membership, Site
from forum.core.clock import utc_now
from forum.core.database import Base, atomic, session
from forum.editions.models import Edition
from forum.exhibitors.models import StaffMember
from forum.mail.models import OutgoingMail
from forum.meetings.models import Meeting
from tests.builders.agendas import Desk
from tests.builders.attendance import of_attendance
from tests.builders.badges import somebody_with_badge
from tests.builders.checkin import a_device, a_gate, a_hub, a_refused_scan, an_area, an_offered_pairing
from tests.builders.companies import an_ally, an_ally_code
from tests.builders.decisions import a_decision
from tests.builders.delegations import a_delegate, a_delegation
from tests.builders.development import a_helper, a_lack
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.exhibitors import an_exhibitor, an_exhibitor_category, stands
from tests.builders.figures import a_figure_load, an_issued_report
from tests.builders.imports import a_judged_batch
from tests.builders.integrations import a_key_row, a_webhook_and_delivery
from tests.builders.lists import a_saved_list
from tests.builders.meetings import an_open_offer, attendee_categories
from tests.builders.messages import a_message, a_message_template
from tests.builders.people import a_person, a_role
from tests.builders.places import a_block
from tests.builders.programme import of_programme
from tests.builders.questions import an_answered_file
from tests.builders.registrations import a_note
from tests.builders.timetables import a_bare_draft, a_planning
from tests.builders.walk_ins import a_kiosk, a_walk_in


def elsewhere() -> tuple[Edition, dict[str, Any]]:
    """The edition, and the ids of its things by the names they have in addresses and forms."""
    edition = an_edition(slug="en-otra-parte", ordinal=99)
    attendee_categories(edition)
    an_exhibitor_category(edition)
    category = a_category(edition)
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    stand = stands(edition)[0]
    applicant = an_exhibitor(edition, stand)
    registration, badge = somebody_with_badge(category)
    hall = a_hall(edition)
    day = days_of(edition)[0]
    code = an_ally_code(an_ally("Aliado de otra parte"), edition_id=edition.id)
    gate = a_gate(edition)
    ids: dict[str, Any] = {
        "registration_id": registration.id,
        "category_id": category.id,
        "question_id": an_answered_file(edition, registration.id).id,
        "gate_id": gate.id,
        "area_id": an_area(edition).id,
        "scan_id": a_refused_scan(badge, gate).id,
        "device_id": a_device(edition).id,
        "pairing_id": an_offered_pairing(edition).id,
        "hub_id": a_hub(edition).id,
        **a_webhook_and_delivery(edition.id, (programmer := a_person()).id),
        "key_id": a_key_row(edition, programmer.id),
        "block_id": a_block(category, code).id,
        "delegation_id": (delegation := a_delegation(category)).id,
        "delegate_id": a_delegate(delegation).id,
        "note_id": a_note(registration.id, by=a_person().id).id,
        "walk_in_id": a_walk_in(edition).id,
        "batch_id": a_judged_batch(edition, category.id).id,
        "kiosk_id": a_kiosk(edition).id,
        "message_id": a_message(edition).id,
        "message_template_id": a_message_template().id,
        "list_id": a_saved_list(edition.id).id,
        "decision_id": a_decision(edition.id).id,
        "planning_id": a_planning(edition.id).id,
        **_of_timetable(edition.id, meeting),
        **of_programme(edition),
        **of_attendance(edition.id, registration.id),
        "figure_load_id": a_figure_load(edition, by=applicant.person.id).id,
        "supplier_lack_id": a_lack(edition.id, applicant.company.id).id,
        "lack_helper_id": a_helper(edition.id).id,
        "issued_report_id": an_issued_report(edition, by=applicant.person.id).id,
        "exhibitor_id": applicant.exhibitor.id,
        "stand_id": stand.id,
        "buyer_id": desk.buyer.id,
        "meeting_id": meeting.id,
        "request_id": meeting.request_id,
        "hall_id": hall.id,
        "day_id": day.id,
        "slot_id": slots(hall, day)[0].id,
        "table_id": tables(hall)[0].id,
        "grant_id": a_role(a_person(), Role.GATE_STEWARD, edition).id,
        "ally_code": code.code,
        "badge_code": badge.code,
        "person_id": applicant.person.id,
        "mail_id": first_mail(edition),
        "offer_id": an_open_offer(meeting.request_id or 0, desk.slots[0].id).id,
        **_more(edition, applicant.company, applicant.exhibitor.id, registration.id),
    }
    ids["supplier_id"], ids["requirement_id"] = _of_meeting(meeting.request_id)
    return edition, ids


def _of_timetable(edition_id: int, meeting: Meeting) -> dict[str, int]:
    draft, line = a_bare_draft(
        edition_id, request_id=meeting.request_id, buyer_id=meeting.buyer_id, company_id=meeting.company_id,
        person_id=meeting.person_id, slot_id=meeting.slot_id, table_id=meeting.table_id,
    )  # fmt: skip
    assert line is not None
    return {"timetable_id": draft.id, "line_id": line.id}


def first_mail(edition: Edition) -> int:
    """A mail about the edition."""
    mail = session().scalars(select(OutgoingMail.id).where(OutgoingMail.edition_id == edition.id)).first()
    assert mail is not None
    return mail


def _more(edition: Edition, company: Company, exhibitor_id: int, registration_id: int) -> dict[str, int]:
    now = utc_now()
    with atomic() as current:
        run = PrintRun(edition_id=edition.id, layout="letter-4", badges=1, made_at=now)
        staff = StaffMember(exhibitor_id=exhibitor_id, registration_id=registration_id, added_at=now)
        site = Site(company_id=company.id, name="Planta", municipality="León", state="GUA", postal_code="37000")
        member = select(Membership).where(Membership.company_id == company.id)
        membership = current.scalars(member).first()
        assert membership is not None
        invitation = CompanyInvitation(
            company_id=company.id, email="x@example.mx", role=CompanyRole.MEMBER, invited_by_id=membership.person_id,
            created_at=now, expires_at=now,
        )  # fmt: skip
        current.add_all([run, staff, site, invitation])
        current.flush()
        return {
            "run_id": run.id,
            "staff_id": staff.id,
            "site_id": site.id,
            "company_id": company.id,
            "membership_id": membership.id,
            "invitation_id": invitation.id,
        }


def _of_meeting(request_id: int | None) -> tuple[int, int]:
    names = Base.metadata.tables
    request, supplier = names["meeting_request"], names["supplier"]
    query = (
        select(supplier.c.id, request.c.requirement_id)
        .join(
            request, (request.c.company_id == supplier.c.company_id) & (request.c.edition_id == supplier.c.edition_id)
        )
        .where(request.c.id == request_id)
    )
    found, requirement = session().execute(query).one()
    return int(found), int(requirement)


def rows_of(edition_id: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that belongs to an edition, to see whether anything of it changed."""
    found = {}
    for table in _of_editions():
        key = list(table.primary_key.columns)
        rows = session().execute(select(table).where(table.c.edition_id == edition_id).order_by(*key))
        found[table.name] = [tuple(row) for row in rows]
    return found


def torn_rows() -> list[str]:
    """Rows of one edition that point to something of another: there should be none."""
    torn = []
    for table in _of_editions():
        for column in table.columns:
            for key in column.foreign_keys:
                other = key.column.table
                if "edition_id" in other.columns and other is not table:
                    query = select(table).join(other, column == key.column)
                    wrong = session().execute(query.where(other.c.edition_id != table.c.edition_id)).all()
                    torn += [f"{table.name}.{column.name}: {row}" for row in wrong]
    return torn


def _of_editions() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if "edition_id" in table.columns]
