"""What came of one's meetings: signed in, or through the link of a mail; and written down by the staff for a side."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.core.twins import TwinPages
from forum.editions.context import current_edition
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.queries.meetings import get_meeting
from forum.meetings.queries.own import OwnMeeting, list_meetings_for
from forum.outcomes import service
from forum.outcomes.context import Answerer, linked_answerer, next_unanswered, signed_in_answerer
from forum.outcomes.forms import ComingForm, FollowUpForm, OutcomeForm, follow_up_form, outcome_values, reached_in
from forum.outcomes.queries import OverMeeting, find_outcome, follow_ups_of, list_followed, list_over
from forum.outcomes.rules import closes_at, current_round

blueprint = Blueprint("outcomes", __name__)
pages = TwinPages(blueprint=blueprint, signed_in=signed_in_answerer, by_link=linked_answerer, begins="/o")


@pages.get("/meetings/confirmation")
def confirmation_edit(who: Answerer) -> ResponseReturnValue:
    """One's meetings that are ahead, and which of them one confirms."""
    meetings = _ahead(who)
    return _confirmation_page(who, meetings, _coming_form(meetings))


@pages.post("/meetings/confirmation")
def confirmation_update(who: Answerer) -> ResponseReturnValue:
    """Confirm that one comes to those that are ticked."""
    meetings = _ahead(who)
    form, by = _coming_form(meetings), who.person_id
    if done := form.accepts(lambda: _confirm(form.chosen(meetings), by=by)):
        count = done.result
        flash(
            ngettext(
                "Confirmamos su asistencia a %(num)s cita. La mesa de control la ve.",
                "Confirmamos su asistencia a %(num)s citas. La mesa de control las ve.",
                count,
            ),
            "success",
        )
        return redirect(who.url("confirmation_edit"), 303)
    return _confirmation_page(who, meetings, form)


@pages.get("/meetings/outcomes")
def outcome_list(who: Answerer) -> str:
    """One's meetings that are over, and what one said of them."""
    now, edition = utc_now(), who.edition
    meetings = list_over(who.person_id, edition_id=edition.id, now=now)
    return render_template(
        "outcomes/outcomes.html",
        who=who,
        meetings=meetings,
        answered=sum(each.outcome is not None for each in meetings),
        following=next((each for each in meetings if each.outcome is None), None),
        closes_at=closes_at(edition.ends_on, zone=edition.time_zone),
        is_followed=current_round(edition.ends_on, zone=edition.time_zone, now=now) is not None,
    )


@pages.get("/meetings/<int:meeting_id>/outcome")
def outcome_edit(who: Answerer, meeting_id: int) -> ResponseReturnValue:
    """What is asked of a meeting, with what one has answered."""
    meeting, side = who.meeting(meeting_id)
    return _page(meeting, side, _form(meeting, side), who)


@pages.post("/meetings/<int:meeting_id>/outcome")
def outcome_update(who: Answerer, meeting_id: int) -> ResponseReturnValue:
    """Answer, or change one's answer; then comes the next meeting without one."""
    meeting, side = who.meeting(meeting_id)
    form, now = _form(meeting, side), utc_now()
    if not form.accepts(lambda: service.answer(meeting.id, side, form.said(), by=who.person_id, now=now)):
        return _page(meeting, side, form, who)
    other = _other(meeting, side)
    following = next_unanswered(list_over(who.person_id, edition_id=who.edition.id, now=now), after=meeting.id)
    if following is None:
        flash(
            _("Guardamos el resultado de su cita con %(company)s. Ya no falta ninguna.", company=other),
            "success",
        )
        return redirect(who.url("outcome_list"), 303)
    flash(_("Guardamos el resultado de su cita con %(company)s. Sigue esta.", company=other), "success")
    return redirect(who.url("outcome_edit", meeting_id=following.id), 303)


@pages.get("/meetings/follow-up")
def follow_up_edit(who: Answerer) -> ResponseReturnValue:
    """What became of the meetings after which one wanted to go on."""
    meetings = list_followed(who.person_id, edition_id=who.edition.id, now=utc_now())
    return _follow_up_page(who, meetings, _follow_up_form(who, meetings))


@pages.post("/meetings/follow-up")
def follow_up_update(who: Answerer) -> ResponseReturnValue:
    """Say what became of them, or change it."""
    now = utc_now()
    meetings = list_followed(who.person_id, edition_id=who.edition.id, now=now)
    form, sides = _follow_up_form(who, meetings), {each.id: each.side for each in meetings}
    if form.accepts(
        lambda: service.follow_up(
            sides, {id: reached_in(form, id) for id in sides}, edition=who.edition, by=who.person_id, now=now
        )
    ):
        flash(_("Guardamos el seguimiento de sus citas. Gracias."), "success")
        return redirect(who.url("outcome_list"), 303)
    return _follow_up_page(who, meetings, form)


SPOKEN = "/<edition_slug>/meetings/coordination/outcomes/<int:meeting_id>/<any(buyer, supplier):side>"


@blueprint.get(SPOKEN)
@requires("meetings.coordinate")
def spoken_edit(meeting_id: int, side: str) -> ResponseReturnValue:
    """What a side said by telephone, for the staff to write down."""
    meeting = get_meeting(meeting_id, edition_id=current_edition().id)
    return _page(meeting, Side(side), _form(meeting, Side(side)), None)


@blueprint.post(SPOKEN)
@requires("meetings.coordinate")
def spoken_update(meeting_id: int, side: str) -> ResponseReturnValue:
    """Write down what a side said: it stands as theirs, and says who wrote it."""
    meeting, of = get_meeting(meeting_id, edition_id=current_edition().id), Side(side)
    form, by = _form(meeting, of), current_person().id
    if form.accepts(lambda: service.answer(meeting.id, of, form.said(), by=by, now=utc_now(), for_them=True)):
        flash(_("Guardamos lo que dijo %(company)s.", company=_company(meeting, of)), "success")
        return redirect(url_for("meetings.meeting_show", meeting_id=meeting_id), 303)
    return _page(meeting, of, form, None)


def _ahead(who: Answerer) -> list[OwnMeeting]:
    """The meetings of theirs that are ahead, but for those to which somebody else brings them."""
    now, theirs = utc_now(), list_meetings_for(who.person_id, edition_id=who.edition.id)
    return [each for each in theirs if each.is_answered_for(now)]


def _coming_form(meetings: Sequence[OwnMeeting]) -> ComingForm:
    form = ComingForm()
    form.offer([each for each in meetings if not each.is_confirmed])
    return form


def _confirm(meetings: Sequence[OwnMeeting], *, by: int) -> int:
    service.confirm_coming(meetings, by=by, now=utc_now())
    return len(meetings)


def _confirmation_page(who: Answerer, meetings: Sequence[OwnMeeting], form: ComingForm) -> ResponseReturnValue:
    page = render_template(
        "outcomes/confirmation.html",
        who=who,
        form=form,
        confirmed=[each for each in meetings if each.is_confirmed],
        unconfirmed=[each for each in meetings if not each.is_confirmed],
    )
    return page, form.status


def _form(meeting: Meeting, side: Side) -> OutcomeForm:
    return OutcomeForm(side=side, data=outcome_values(find_outcome(meeting.id, side)))


def _company(meeting: Meeting, side: Side) -> str:
    return meeting.buyer.company.name if side is Side.BUYER else meeting.company.name


def _other(meeting: Meeting, side: Side) -> str:
    return meeting.company.name if side is Side.BUYER else meeting.buyer.company.name


def _page(meeting: Meeting, side: Side, form: OutcomeForm, who: Answerer | None) -> ResponseReturnValue:
    """The questions about a meeting; `who` is nobody where the staff writes down what a side said."""
    edition, now = current_edition(), utc_now()
    return render_template(
        "outcomes/outcome.html",
        meeting=meeting,
        side=side,
        form=form,
        who=who,
        company=_company(meeting, side),
        other=_other(meeting, side),
        known=find_outcome(meeting.id, side),
        is_cancelled=meeting.status is not MeetingStatus.SCHEDULED,
        is_over=meeting.slot.ends_at <= now,
        is_closed=now >= closes_at(edition.ends_on, zone=edition.time_zone),
    ), form.status


def _follow_up_form(who: Answerer, meetings: Sequence[OverMeeting]) -> FollowUpForm:
    asking = current_round(who.edition.ends_on, zone=who.edition.time_zone, now=utc_now())
    known = {} if asking is None else follow_ups_of(meetings, until=asking)
    return follow_up_form([each.id for each in meetings], known)


def _follow_up_page(who: Answerer, meetings: Sequence[OverMeeting], form: FollowUpForm) -> ResponseReturnValue:
    asking = current_round(who.edition.ends_on, zone=who.edition.time_zone, now=utc_now())
    page = render_template("outcomes/follow_up.html", who=who, form=form, meetings=meetings, asking=asking)
    return page, form.status
