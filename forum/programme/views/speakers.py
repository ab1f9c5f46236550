"""Who speaks, and their portraits."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.context import current_person
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.i18n import gettext as _
from forum.editions.context import current_edition
from forum.programme import service
from forum.programme.forms import PhotoForm, SpeakerForm
from forum.programme.models import Speaker, SpeakerPhoto
from forum.programme.queries.draft import list_speakers, photo_of, speaker_in
from forum.programme.views.blueprints import desk


@desk.get("/speakers")
@requires("programme.edit")
def speaker_list() -> str:
    """The speakers by name."""
    return render_template("programme/desk/speakers.html", speakers=list_speakers(current_edition().id))


@desk.route("/speakers/new", methods=["GET", "POST"])
@requires("programme.edit")
def speaker_new() -> ResponseReturnValue:
    """Add a speaker."""
    edition_id, by = current_edition().id, current_person().id
    form = SpeakerForm()
    if done := form.accepts(lambda: service.add_speaker(edition_id, form.speaker(), by=by, now=utc_now())):
        flash(_("Agregamos a %(name)s. Ya puede sumar su retrato.", name=done.result.full_name), "success")
        return redirect(url_for("programme_desk.speaker_edit", speaker_id=done.result.id), 303)
    return render_template("programme/desk/speaker.html", form=form, speaker=None), form.status


@desk.route("/speakers/<int:speaker_id>", methods=["GET", "POST"])
@requires("programme.edit")
def speaker_edit(speaker_id: int) -> ResponseReturnValue:
    """Change a speaker."""
    edition_id, by = current_edition().id, current_person().id
    speaker = speaker_in(edition_id, speaker_id)
    form = SpeakerForm(obj=speaker, data={"email": _address(speaker)})
    if form.accepts(
        lambda: service.update_speaker(speaker_id, form.speaker(), edition_id=edition_id, by=by, now=utc_now())
    ):
        flash(_("Guardamos los datos. Se ven en la página pública desde ahora."), "success")
        return redirect(url_for("programme_desk.speaker_list"), 303)
    page = render_template("programme/desk/speaker.html", form=form, speaker=speaker_in(edition_id, speaker_id))
    return page, form.status


def _address(speaker: Speaker) -> str:
    return (speaker.person.email or "") if speaker.person else ""


@desk.post("/speakers/<int:speaker_id>/removal")
@requires("programme.edit")
def speaker_delete(speaker_id: int) -> ResponseReturnValue:
    """Delete a speaker."""
    name = service.remove_speaker(speaker_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos a %(name)s.", name=name), "success")
    return redirect(url_for("programme_desk.speaker_list"), 303)


@desk.route("/speakers/<int:speaker_id>/photo", methods=["GET", "POST"])
@requires("programme.edit")
def photo_edit(speaker_id: int) -> ResponseReturnValue:
    """Upload a portrait."""
    edition_id, by = current_edition().id, current_person().id
    speaker = speaker_in(edition_id, speaker_id)
    form = PhotoForm()
    if form.accepts(
        lambda: service.set_photo(speaker_id, data=form.photo.data.read(), edition_id=edition_id, by=by, now=utc_now())
    ):
        flash(_("Ese es ahora su retrato. Se ve en la página pública desde ahora."), "success")
        return redirect(url_for("programme_desk.speaker_edit", speaker_id=speaker_id), 303)
    shown = {row.Speaker.id for row in list_speakers(edition_id) if row.portrait}
    page = render_template("programme/desk/photo.html", form=form, speaker=speaker, has_photo=speaker_id in shown)
    return page, form.status


@desk.post("/speakers/<int:speaker_id>/photo/removal")
@requires("programme.edit")
def photo_delete(speaker_id: int) -> ResponseReturnValue:
    """Delete a portrait."""
    service.remove_photo(speaker_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())
    flash(_("Quitamos el retrato."), "success")
    return redirect(url_for("programme_desk.speaker_edit", speaker_id=speaker_id), 303)


@desk.get("/speakers/<int:speaker_id>/photo.png")
@requires("programme.edit")
def photo_show(speaker_id: int) -> Response:
    """The portrait itself, also of who is not public yet."""
    return picture_response(photo_of(speaker_in(current_edition().id, speaker_id).id))


def picture_response(photo: SpeakerPhoto) -> Response:
    """A portrait; who has it already is told so."""
    response: Response = current_app.response_class(photo.png, mimetype="image/png")
    response.last_modified = photo.updated_at
    response.set_etag(f"{photo.speaker_id}-{int(photo.updated_at.timestamp() * 1000)}")
    return response.make_conditional(request)  # type: ignore[return-value]
