"""What people wrote in the survey, for organisers; and whether its mails leave."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.reports.context import satisfaction_of
from forum.reports.queries.counts import count_registrations
from forum.reports.views.blueprint import blueprint
from forum.surveys.queries import find_round, list_comments
from forum.surveys.rules import over_at
from forum.surveys.service import decline_asking


@blueprint.get("/survey")
@requires("editions.edit")
def survey_show() -> str:
    """The answers by role, and the comments without a name."""
    edition = current_edition()
    return render_template(
        "reports/survey.html",
        section=satisfaction_of(edition, count_registrations(edition.id)),
        comments=list_comments(edition.id),
        round=find_round(edition.id),
        over_at=over_at(edition.ends_on, zone=edition.time_zone),
    )


@blueprint.post("/survey/declining")
@requires("editions.edit")
def survey_declining_create() -> Response:
    """Decide that nobody is asked by mail."""
    decline_asking(current_edition().id, by=current_person().id, now=utc_now())
    flash(_("No enviaremos correos de la encuesta."), "success")
    return redirect(url_for("reports.survey_show"), 303)
