"""The privacy desk: requests about personal data by their dates, and what is done with each."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.queries import get_person, history_of
from forum.arco import forms
from forum.arco.enums import ArcoStatus, Identity
from forum.arco.errors import PersonUnknown
from forum.arco.labels import STATUSES
from forum.arco.models import ArcoEvent, ArcoRequest
from forum.arco.queries.requests import count_requests, find_block, get_request, list_requests
from forum.arco.rules.blocking import usual_deletion
from forum.arco.rules.requests import urgency
from forum.arco.service import requests as service
from forum.arco.service.blocking import block_data, lift_block
from forum.arco.views.blueprint import PERMISSION, desk
from forum.arco.views.package import package_of
from forum.core.access import requires_everywhere
from forum.core.clock import utc_now
from forum.core.filters import local, long_date
from forum.core.i18n import N_
from forum.core.i18n import gettext as _
from forum.core.listing import status_filter
from forum.core.paging import page_number
from forum.core.web import send_private
from forum.privacy.enums import RecipientKind, TransferBasis
from forum.privacy.rules.transfers import HandedTo
from forum.privacy.service import record_transfer


@desk.get("")
@requires_everywhere(PERMISSION)
def request_list() -> str:
    """Requests, those whose dates are near first."""
    status, today = status_filter(ArcoStatus), local(utc_now()).date()
    page = list_requests(status, number=page_number())
    shown = page.showing([(each, urgency(each.due, today=today).value) for each in page.rows])
    return render_template(
        "arco/list.html", page=shown, statuses=STATUSES, status=status, counts=count_requests(), today=today
    )


@desk.route("/new", methods=["GET", "POST"])
@requires_everywhere(PERMISSION)
def request_new() -> tuple[str, int] | Response:
    """Take down a request that came by mail, by telephone or on paper."""
    now = utc_now()
    form = forms.DeskFilingForm(received_on=local(now).date())
    if done := form.accepts(
        lambda: service.file_request(
            form.filing(language=form.language.data),
            received_on=form.received_on.data or local(now).date(),
            today=local(now).date(),
            by=current_person().id,
            now=now,
        )
    ):
        flash(_("Guardamos la solicitud. Le enviamos un correo con el plazo."), "success")
        return _back(done.result.id)
    return render_template("arco/desk_new.html", form=form), form.status


@desk.get("/<int:arco_id>")
@requires_everywhere(PERMISSION)
def request_show(arco_id: int) -> str:
    """One request: what is asked, until when, what was done."""
    return _page(get_request(arco_id))


@desk.post("/<int:arco_id>/identity")
@requires_everywhere(PERMISSION)
def identity_create(arco_id: int) -> tuple[str, int] | Response:
    """Record how the person proved who they are."""
    form = forms.IdentityForm()
    if form.accepts(
        lambda: service.prove_identity(
            arco_id,
            identity=Identity(form.identity.data),
            note=form.identity_note.data,
            by=current_person().id,
            now=utc_now(),
        )
    ):
        flash(_("Guardamos cómo acreditó su identidad."), "success")
        return _back(arco_id)
    return _page(get_request(arco_id), identity=form), form.status


@desk.post("/<int:arco_id>/extension")
@requires_everywhere(PERMISSION)
def extension_create(arco_id: int) -> tuple[str, int] | Response:
    """Extend the date of the next step, once."""
    form, now = forms.ExtensionForm(), utc_now()
    if done := form.accepts(
        lambda: service.extend_deadline(
            arco_id,
            reason=form.extension_reason.data,
            today=local(now).date(),
            by=current_person().id,
            now=now,
        )
    ):
        day = long_date(done.result)
        flash(_("Ampliamos el plazo hasta el %(day)s. Le enviamos un correo con el motivo.", day=day), "success")
        return _back(arco_id)
    return _page(get_request(arco_id), extension=form), form.status


@desk.post("/<int:arco_id>/answer")
@requires_everywhere(PERMISSION)
def answer_create(arco_id: int) -> tuple[str, int] | Response:
    """Answer the request."""
    form, now = forms.AnswerForm(), utc_now()
    if form.accepts(
        lambda: service.answer_request(
            arco_id,
            granted=form.granted.data == "yes",
            answer=form.answer.data,
            today=local(now).date(),
            by=current_person().id,
            now=now,
        )
    ):
        flash(_("Guardamos la respuesta. Se la enviamos por correo."), "success")
        return _back(arco_id)
    return _page(get_request(arco_id), answer=form), form.status


@desk.post("/<int:arco_id>/execution")
@requires_everywhere(PERMISSION)
def execution_create(arco_id: int) -> tuple[str, int] | Response:
    """Record that what was granted is done."""
    form = forms.CarryingOutForm()
    if form.accepts(
        lambda: service.carry_out(arco_id, note=form.done_note.data, by=current_person().id, now=utc_now())
    ):
        flash(_("Guardamos que la solicitud está cumplida. Le enviamos un correo."), "success")
        return _back(arco_id)
    return _page(get_request(arco_id), execution=form), form.status


@desk.post("/<int:arco_id>/blocking")
@requires_everywhere(PERMISSION)
def blocking_create(arco_id: int) -> tuple[str, int] | Response:
    """Block the data of the person until they are deleted."""
    form, now = forms.BlockingForm(), utc_now()
    today = local(now).date()
    if done := form.accepts(
        lambda: block_data(
            arco_id,
            delete_on=form.delete_on.data or today,
            reason=_("Cancelación de sus datos personales"),
            today=today,
            by=current_person().id,
            now=now,
        )
    ):
        day = long_date(done.result.delete_on)
        flash(_("Bloqueamos sus datos; se borran el %(day)s. Le enviamos un correo.", day=day), "success")
        return _back(arco_id)
    return _page(get_request(arco_id), blocking=form), form.status


@desk.post("/<int:arco_id>/blocking/end")
@requires_everywhere(PERMISSION)
def lifting_create(arco_id: int) -> tuple[str, int] | Response:
    """End a block that was a mistake."""
    form = forms.LiftingForm()
    if form.accepts(lambda: lift_block(arco_id, reason=form.lift_reason.data, by=current_person().id, now=utc_now())):
        flash(_("Terminamos el bloqueo: sus datos están de nuevo en el sistema."), "success")
        return _back(arco_id)
    return _page(get_request(arco_id), lifting=form), form.status


@desk.post("/<int:arco_id>/everything")
@requires_everywhere(PERMISSION)
def package_create(arco_id: int) -> Response:
    """Everything that is stored of the person, to be handed to them; that it was taken is recorded."""
    asked, now = get_request(arco_id), utc_now()
    if asked.person_id is None:
        raise PersonUnknown
    service.record_export(arco_id, by=current_person().id, now=now)
    person = get_person(asked.person_id)
    record_transfer(
        HandedTo(RecipientKind.PERSON, f"ARCO {asked.id}"),
        edition_id=None,
        what=N_("Todo lo que se guarda de una persona"),
        people={person.id: None},
        basis=TransferBasis.REQUEST,
        by=current_person().id,
        now=now,
    )
    file = package_of(person, now=now)
    return send_private(file, mimetype="application/zip", name=f"arco-{asked.id}.zip")


def _back(arco_id: int) -> Response:
    return redirect(url_for("arco_desk.request_show", arco_id=arco_id))


def _page(asked: ArcoRequest, **sent: Any) -> str:
    """The page of a request, with the form that came back to be corrected."""
    today = local(utc_now()).date()
    fresh = {
        "identity": forms.IdentityForm,
        "extension": forms.ExtensionForm,
        "answer": forms.AnswerForm,
        "execution": forms.CarryingOutForm,
        "lifting": forms.LiftingForm,
    }
    blocking = sent.get("blocking") or forms.BlockingForm(formdata=None, delete_on=usual_deletion(today))
    return render_template(
        "arco/request.html",
        asked=asked,
        urgency=urgency(asked.due, today=today).value,
        person=get_person(asked.person_id) if asked.person_id else None,
        block=find_block(asked.person_id),
        history=history_of(ArcoEvent, arco_request_id=asked.id),
        forms={"blocking": blocking, **{name: sent.get(name) or kind(formdata=None) for name, kind in fresh.items()}},
    )
