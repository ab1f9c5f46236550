"""The co-ordinator hands the agenda of a buyer to a colleague, after reading what goes along."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.names import PersonName
from forum.editions.context import current_edition
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import get_buyer, list_colleagues
from forum.matchmaking.service import Guest
from forum.meetings import service
from forum.meetings.enums import Colliding
from forum.meetings.errors import AgendaCollides
from forum.meetings.forms.buyers import NEW, BuyerHandoverForm
from forum.meetings.models import Meeting
from forum.meetings.queries.boards import list_busy_times, list_offered_slots
from forum.meetings.queries.meetings import list_ahead
from forum.meetings.queries.participation import get_stakes
from forum.meetings.rules.board import FreeSlot, Span, unreachable
from forum.meetings.rules.nearest import nearest_slots
from forum.meetings.views.blueprint import blueprint


@blueprint.route("/coordination/buyers/<int:buyer_id>/handover", methods=["GET", "POST"])
@requires("meetings.coordinate")
def handover_new(buyer_id: int) -> ResponseReturnValue:
    """Hand a buyer's agenda to another buyer of the company, or to somebody who becomes one."""
    edition, form = current_edition(), BuyerHandoverForm()
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    colleagues = [(str(each.id), _label(each.person.full_name, each.table)) for each in list_colleagues(buyer)]
    form.successor.choices = options([*colleagues, (NEW, _("Otra persona de la empresa: escriba sus datos"))])
    name, by = buyer.person.full_name, current_person().id
    done = form.accepts(
        lambda: service.hand_over_buyer(
            buyer_id, to=_successor(form), terms=_terms(form), edition=edition, by=by, now=utc_now()
        )
    )
    if done:
        taker = done.result.person.full_name
        flash(_("Pasamos la agenda de %(name)s a %(person)s. Avisamos por correo.", name=name, person=taker), "success")
        return redirect(url_for("matchmaking.buyer_list"), 303)
    buyer = get_buyer(buyer_id, edition_id=edition.id)
    clash = form.refusal.params["meeting_ids"] if isinstance(form.refusal, AgendaCollides) else ()
    meetings = list_ahead(buyer_id=buyer.id, now=utc_now())
    page = render_template(
        "meetings/buyer_handover.html",
        form=form,
        buyer=buyer,
        stakes=get_stakes(buyer.id, now=utc_now()),
        meetings=meetings,
        clash=clash,
        moves=_moves(buyer, [each for each in meetings if each.id in clash], form),
    )
    return page, form.status


def _moves(buyer: Buyer, colliding: list[Meeting], form: BuyerHandoverForm) -> list[tuple[Meeting, list[FreeSlot]]]:
    """The nearest slots to which each colliding meeting could move first: all three people are free in them."""
    if not colliding or form.is_guest:
        return []
    taker = get_buyer(int(form.successor.data), edition_id=buyer.edition_id)
    if taker.table is not None and buyer.table is not None and taker.table.hall_id != buyer.table.hall_id:
        return []
    busy, found = list_busy_times(buyer.edition_id, person_ids=[taker.person_id]), []
    for each in colliding:
        free = list_offered_slots(
            buyer, [each.person_id], edition=current_edition(), now=utc_now(), moving=each.id, by_staff=True
        )
        hall_id = each.slot.hall_id
        spans = {slot.slot_id: Span(starts_at=slot.starts_at, ends_at=slot.ends_at, hall_id=hall_id) for slot in free}
        taken = unreachable(spans, busy, walking=current_edition().walking_minutes)
        slots = nearest_slots([slot for slot in free if slot.slot_id not in taken], each.slot.starts_at)
        found += [(each, slots)] if slots else []
    return found


def _label(name: str, table: object) -> str:
    return f"{name} · {_('Mesa %(number)s', number=getattr(table, 'number', ''))}" if table else name


def _successor(form: BuyerHandoverForm) -> service.Successor:
    if not form.is_guest:
        return service.Successor(buyer_id=int(form.successor.data))
    name = PersonName(form.given_names.data, form.first_surname.data, form.second_surname.data or None)
    return service.Successor(
        guest=Guest(email=form.email.data, name=name, language=form.language.data),
        position=form.position.data,
        interpreter=form.interpreter.data or None,
    )


def _terms(form: BuyerHandoverForm) -> service.Terms:
    return service.Terms(
        reason=form.reason.data, keeps_badge=form.badge.data == "keep", colliding=Colliding(form.colliding.data)
    )
