"""The co-ordinator chooses a buyer and a supplier, and books their meeting or asks for it for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.filters import date_time
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.paging import Page, page_number
from forum.core.web import is_fragment
from forum.editions.context import current_edition
from forum.matchmaking.enums import OPEN, Side, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.participants import (
    get_buyer,
    list_buyers,
    list_representatives,
    list_suppliers,
)
from forum.matchmaking.queries.requirements import list_requirements_of
from forum.meetings import service
from forum.meetings.forms.booking import Act, BookingForm
from forum.meetings.forms.slots import slot_choices
from forum.meetings.models import Meeting
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.suppliers import companies_the_staff_sees, get_company_among
from forum.meetings.queries.topics import find_joint_meeting
from forum.meetings.views.blueprint import blueprint
from forum.meetings.views.sides import people_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Who is to meet: the buyer, the supplier with who acts for it, and what the buyer looks for."""

    buyer: Buyer
    company: Company
    people: Sequence[Person]
    requirements: Sequence[Requirement]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """A buyer or a supplier of the list, and where choosing it leads; nowhere if they do not take part yet."""

    name: str
    note: str
    url: str | None


@blueprint.route("/coordination/meetings/new", methods=["GET", "POST"])
@requires("meetings.coordinate")
def booking_new() -> ResponseReturnValue:
    """Choose buyer and supplier (`?buyer=`, `?company=`), then book their meeting or ask for it for one of them."""
    buyer_id, company_id = (request.args.get(name, type=int) for name in ("buyer", "company"))
    if buyer_id is None or company_id is None:
        return _choice_page(buyer_id, company_id)
    pair = _pair(buyer_id, company_id)
    form = _form(pair)
    if done := form.accepts(lambda: _do(pair, form)):
        words, url = done.result
        flash(words, "success")
        return redirect(url, 303)
    return _page(_pair(buyer_id, company_id), form), form.status


def _pair(buyer_id: int, company_id: int) -> _Pair:
    edition_id = current_edition().id
    buyer = get_buyer(buyer_id, edition_id=edition_id)
    return _Pair(
        buyer=buyer,
        company=get_company_among(company_id, companies_the_staff_sees(edition_id)),
        people=[each for each in list_representatives(company_id) if each.id != buyer.person_id],
        requirements=[each for each in list_requirements_of(buyer.id) if each.status in OPEN],
    )


def _form(pair: _Pair) -> BookingForm:
    form, edition = BookingForm(), current_edition()
    ids = [person.id for person in pair.people]
    free = list_offered_slots(pair.buyer, ids, edition=edition, now=utc_now(), by_staff=True) if ids else []
    titles = [(str(each.id), each.title) for each in pair.requirements]
    form.requirement_id.choices = options([("", _("Ninguno en particular")), *titles])
    form.slot_id.choices = [*options([("", _("Elija un horario"))]), *slot_choices(free, people=pair.people)]
    form.person_id.choices = people_choices(pair.people)
    if not form.is_submitted():
        form.requirement_id.data = request.args.get("requirement", type=int)
        form.slot_id.data = request.args.get("slot", type=int)
        form.person_id.data = ids[0] if len(ids) == 1 else None
    return form


def _do(pair: _Pair, form: BookingForm) -> tuple[str, str]:
    """Do what was chosen; what it came to in words, and the page of it."""
    edition, by, now = current_edition(), current_person().id, utc_now()
    if form.act.data == Act.BOOK:
        meeting = service.book_meeting(_booking(pair, form), edition=edition, by=by, now=now)
        return _booked_words(meeting), url_for("meetings.meeting_show", meeting_id=meeting.id)
    asked: dict[str, Any] = {
        "edition": edition,
        "preferred_slot_id": form.slot_id.data,
        "reason": form.note.data,
        "side": Side.ORGANISER,
        "by": by,
        "now": now,
    }
    if form.act.data == Act.REQUEST:
        who = {"company_id": pair.company.id, "person_id": form.person_id.data}
        made = service.send_request(form.requirement_id.data, **who, **asked)
        company = pair.company.name
    else:
        about = {"requirement_id": form.requirement_id.data, "buyer_id": pair.buyer.id}
        made = service.invite_supplier(pair.company.id, **about, **asked)
        company = pair.buyer.company.name
    words = _("La enviamos por %(company)s. Avisamos por correo a ambas partes.", company=company)
    return words, url_for("meetings.request_show", request_id=made.id)


def _booking(pair: _Pair, form: BookingForm) -> service.Booking:
    return service.Booking(
        buyer_id=pair.buyer.id,
        company_id=pair.company.id,
        person_id=form.person_id.data,
        slot_id=form.slot_id.data,
        requirement_id=form.requirement_id.data,
        note=(form.note.data or "").strip(),
    )


def _booked_words(meeting: Meeting) -> str:
    return _(
        "Agendamos la cita: %(when)s, mesa %(table)s. Avisamos por correo a ambas partes.",
        when=date_time(meeting.slot.starts_at),
        table=meeting.table.number,
    )


def _page(pair: _Pair, form: BookingForm) -> str:
    return render_template(
        "meetings/booking.html",
        pair=pair,
        form=form,
        meets=find_joint_meeting(pair.buyer.id, pair.company.id, now=utc_now()),
    )


def _choice_page(buyer_id: int | None, company_id: int | None) -> str:
    """The page on which the buyer is chosen, and then the supplier."""
    edition_id, text = current_edition().id, request.args.get("q", "").strip()
    company = None if company_id is None else get_company_among(company_id, companies_the_staff_sees(edition_id))
    buyer = None if buyer_id is None else get_buyer(buyer_id, edition_id=edition_id)
    if buyer is not None and buyer.accepted_at is None:
        raise NotFound
    listed = _suppliers(buyer, text) if buyer is not None else _buyers(company_id, text)
    return render_template(
        "meetings/_booking_choice.html" if is_fragment() else "meetings/booking_choice.html",
        listed=listed,
        buyer=buyer,
        company=company,
        text=text,
        address={"buyer": buyer_id, "company": company_id},
    )


def _buyers(company_id: int | None, text: str) -> Page[_Choice]:
    page = list_buyers(current_edition().id, text=text, number=page_number())
    return page.showing(
        [
            _Choice(
                name=each.company.name,
                note=each.person.full_name,
                url=url_for("meetings.booking_new", buyer=each.id, company=company_id) if each.accepted_at else None,
            )
            for each in page.rows
        ]
    )


def _suppliers(buyer: Buyer, text: str) -> Page[_Choice]:
    page = list_suppliers(current_edition().id, status=SupplierStatus.APPROVED, text=text, number=page_number())
    return page.showing(
        [
            _Choice(
                name=each.company.name,
                note=each.company.legal_name,
                url=url_for("meetings.booking_new", buyer=buyer.id, company=each.company_id),
            )
            for each in page.rows
        ]
    )
