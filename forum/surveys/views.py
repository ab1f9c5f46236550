"""The survey on one's page: signed in, or through the link of one's registration."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.clock import utc_now
from forum.core.errors import NotFound
from forum.core.i18n import gettext as _
from forum.core.twins import TwinPages, twin_url
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.registration.context import registration_of_link
from forum.surveys.enums import SurveyRole
from forum.surveys.forms import SurveyForm
from forum.surveys.queries import find_answer, find_own
from forum.surveys.rules import is_open, role_of
from forum.surveys.service import Said, answer

blueprint = Blueprint("surveys", __name__)


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers: their registration, as what, in which edition, and the token of the link they came by, if any."""

    registration_id: int
    role: SurveyRole
    edition: Edition
    token: str | None = None

    @property
    def url(self) -> str:
        """The address of the survey for them."""
        return twin_url("surveys.survey_edit", self.token)


def _own(person_id: int, token: str | None = None) -> Answerer:
    edition = current_edition()
    own = find_own(person_id, edition_id=edition.id)
    if own is None:
        raise NotFound
    registration, category = own
    return Answerer(registration.id, role_of(category.kind), edition, token)


def _signed_in() -> Answerer:
    return _own(current_person().id)


def _by_link(token: str) -> Answerer:
    return _own(registration_of_link(token).person_id, token)


pages = TwinPages(blueprint=blueprint, signed_in=_signed_in, by_link=_by_link)


@pages.get("/survey")
def survey_edit(who: Answerer) -> ResponseReturnValue:
    """The questions, with what one has answered."""
    return _page(who, _form(who))


@pages.post("/survey")
def survey_update(who: Answerer) -> ResponseReturnValue:
    """Answer, or change one's answer."""
    form = _form(who)
    if form.accepts(lambda: answer(who.registration_id, who.role, _said(form), edition=who.edition, now=utc_now())):
        flash(_("Guardamos su respuesta. Gracias."), "success")
        return redirect(who.url, 303)
    return _page(who, form)


def _form(who: Answerer) -> SurveyForm:
    known = find_answer(who.registration_id)
    told = (
        {}
        if known is None
        else {
            "recommend": str(known.recommend),
            "quality": str(known.quality),
            "organisation": str(known.organisation),
            "comment": known.comment,
        }
    )
    return SurveyForm(role=who.role, data=told)


def _said(form: SurveyForm) -> Said:
    return Said(
        recommend=int(form.recommend.data),
        quality=int(form.quality.data),
        organisation=int(form.organisation.data),
        comment=(form.comment.data or "").strip(),
    )


def _page(who: Answerer, form: SurveyForm) -> ResponseReturnValue:
    edition = who.edition
    page = render_template(
        "surveys/survey.html",
        form=form,
        edition=edition,
        token=who.token,
        answered=find_answer(who.registration_id),
        is_open=is_open(edition.ends_on, zone=edition.time_zone, now=utc_now()),
    )
    return page, form.status
