"""How long data of an edition are kept after it: the months of each kind, what is emptied when, what was."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.arco.enums import RetentionKind
from forum.arco.forms.retention import RetentionForm
from forum.arco.labels import KEPT
from forum.arco.models import RetentionEvent
from forum.arco.queries.retention import count_left, rules_of
from forum.arco.rules.retention import due_on
from forum.arco.service.retention import set_retention
from forum.arco.views.blueprint import PERMISSION, desk
from forum.core.access import requires_everywhere
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition

LATEST = 50


@desk.route("/retention", methods=["GET", "POST"])
@requires_everywhere(PERMISSION)
def retention_edit() -> ResponseReturnValue:
    """The months of each kind of data; beside them how much there is and when it is emptied."""
    edition, by = current_edition(), current_person().id
    rules = rules_of(edition.id)
    months = {kind.value: rules[kind].months if kind in rules else None for kind in RetentionKind}
    form = RetentionForm(data=months, subject=f"retention {edition.id}")
    if form.accepts(lambda: set_retention(edition.id, form.wanted(), by=by, now=utc_now())):
        flash(_("Guardamos los plazos. Le avisamos por correo antes de vaciar cada dato."), "success")
        return redirect(url_for("arco_desk.retention_edit"))
    forecast = [
        (kind, count_left(edition.id, kind), due_on(edition.ends_on, rules[kind].months) if kind in rules else None)
        for kind in RetentionKind
    ]
    page = render_template(
        "arco/retention.html",
        form=form,
        edition=edition,
        forecast=forecast,
        kinds=KEPT,
        history=history_of(RetentionEvent, edition_id=edition.id, limit=LATEST),
    )
    return page, form.status
