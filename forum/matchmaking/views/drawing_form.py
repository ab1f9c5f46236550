"""The form of a requirement's drawing, as the buyer and the co-ordinator fill it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.matchmaking import service
from forum.matchmaking.enums import DrawingAudience
from forum.matchmaking.forms import DrawingForm, FirstDrawingForm
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.drawings import find_drawing


def drawing_page(requirement: Requirement, *, back: str, file_url: str, removal_url: str) -> ResponseReturnValue:
    """The page on which the drawing is uploaded and shared; sent, it saves and leads `back`."""
    drawing = find_drawing(requirement.id)
    form = FirstDrawingForm() if drawing is None else DrawingForm(obj=drawing, subject=f"requirement {requirement.id}")
    if form.accepts(
        lambda: service.set_drawing(
            requirement.id,
            file=form.file.data,
            audience=DrawingAudience(form.audience.data),
            nda_text=form.nda_text.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos el plano de «%(title)s».", title=requirement.title), "success")
        return redirect(back, 303)
    page = render_template(
        "matchmaking/drawing.html",
        form=form,
        requirement=requirement,
        drawing=drawing,
        back=back,
        file_url=file_url,
        removal_url=removal_url,
    )
    return page, form.status


def remove_drawing(requirement: Requirement, *, back: str) -> ResponseReturnValue:
    """Take the drawing away."""
    service.remove_drawing(requirement.id, by=current_person().id, now=utc_now())
    flash(_("Quitamos el plano de «%(title)s».", title=requirement.title), "success")
    return redirect(back, 303)
