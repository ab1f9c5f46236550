"""What goes with a session: links and PDFs."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import public, requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.core.uploads import file_response
from forum.editions.context import current_edition
from forum.programme import service
from forum.programme.errors import MaterialMissing
from forum.programme.forms import MaterialForm
from forum.programme.models import Material
from forum.programme.queries.draft import material_in, talk_in
from forum.programme.queries.published import public_paper
from forum.programme.views.blueprints import desk, programme
from forum.programme.views.talks import talk_page


@desk.post("/sessions/<int:talk_id>/materials")
@requires("programme.edit")
def material_create(talk_id: int) -> ResponseReturnValue:
    """Add a link or a PDF to a session."""
    talk_in(current_edition().id, talk_id)
    form = MaterialForm()
    if form.accepts(lambda: _add(talk_id, form)):
        flash(_("Agregamos el material. Se ve en la página pública de la sesión desde ahora."), "success")
        return redirect(url_for("programme_desk.talk_edit", talk_id=talk_id, _anchor="materiales"), 303)
    return talk_page(talk_id, material_form=form), form.status


def _add(talk_id: int, form: MaterialForm) -> Material:
    edition_id, by = current_edition().id, current_person().id
    title, url, file = form.title.data, form.url.data, form.file.data
    if bool(url) == bool(file):
        raise MaterialMissing
    if url:
        return service.add_link(talk_id, title=title, url=url, edition_id=edition_id, by=by, now=utc_now())
    return service.add_paper(talk_id, title=title, file=file, edition_id=edition_id, by=by, now=utc_now())


@desk.post("/materials/<int:material_id>/removal")
@requires("programme.edit")
def material_delete(material_id: int) -> ResponseReturnValue:
    """Delete a link or a PDF."""
    material = material_in(current_edition().id, material_id)
    service.remove_material(material_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos el material."), "success")
    return redirect(url_for("programme_desk.talk_edit", talk_id=material.talk_id, _anchor="materiales"), 303)


@programme.get("/materials/<int:material_id>")
@public
def paper_show(material_id: int) -> Response:
    """Download the PDF of a session."""
    return file_response(public_paper(current_edition(), material_id))
