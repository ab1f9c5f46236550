"""The messages of an edition: the list, writing one, its page with what people would read."""

from collections.abc import Mapping
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.accounts.queries import history_of
from forum.companies.queries.allies import list_allies
from forum.core.access import requires
from forum.core.clock import utc_now
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import locale_name, sentence_of
from forum.core.labels import choices_of
from forum.editions.context import current_edition
from forum.editions.queries import list_categories
from forum.mail.context import in_sandbox
from forum.mail.queries import count_of_batch
from forum.messages import service
from forum.messages.context import preview, url_of_list, wanted_of_list, words_for
from forum.messages.enums import LISTED, Audience, MessageKind, MessageState
from forum.messages.forms import MessageForm
from forum.messages.labels import AUDIENCES
from forum.messages.models import Message, MessageEvent
from forum.messages.notices import name_of
from forum.messages.queries import count_audience, find_addressee, get_template, list_first, list_messages
from forum.messages.rules import PLACEHOLDERS, Wanted, state_of_list
from forum.messages.views.blueprint import ONE, PERMISSION, back_to, blueprint, fetched
from forum.registration.enums import RegistrationStatus
from forum.registration.labels import STATUSES

TEXTS = ("kind", "subject_es", "text_es", "subject_en", "text_en")


@blueprint.get("")
@requires(PERMISSION)
def message_list() -> str:
    """The messages, the latest first."""
    edition, now = current_edition(), utc_now()
    words_of = words_for(edition.id)
    messages = [
        (each, each.state(edition, now=now), each.due(edition), words_of(each.wanted))
        for each in list_messages(edition.id)
    ]
    return render_template("messages/list.html", messages=messages)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(PERMISSION)
def message_new() -> ResponseReturnValue:
    """Write a message: empty, for the registrations that a list of the desk shows, or from one that was sent."""
    form = MessageForm() if request.method == "POST" else MessageForm(data=_proposed())
    if done := _filled(form).accepts(lambda: _write(form)):
        flash(_("Guardamos el mensaje. Revíselo y envíelo."), "success")
        return back_to(done.result.id)
    return _form_page(form, None), form.status


@blueprint.post("/new/<any(registrations, buyers, companies, exhibitors, meetings, requests, suppliers):rows>")
@requires(PERMISSION)
def listed_new(rows: str) -> ResponseReturnValue:
    """Write a message to those behind the lines of a list: those that are ticked, or all that it finds."""
    wanted = wanted_of_list(Audience(rows))
    if wanted is None:
        flash(_("Marque primero a quién escribe."), "info")
        return redirect(url_of_list(Audience(rows)), 303)
    return _form_page(_filled(MessageForm(formdata=None, data=_told(wanted))), None)


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(PERMISSION)
def message_edit(message_id: int) -> ResponseReturnValue:
    """Change a message that was not sent."""
    message = fetched(message_id)
    form = MessageForm(data=_stored(message))
    if _filled(form).accepts(lambda: _edit(message_id, form)):
        flash(_("Guardamos los cambios."), "success")
        return back_to(message_id)
    return _form_page(form, message), form.status


@blueprint.post(f"{ONE}/deletion")
@requires(PERMISSION)
def message_delete(message_id: int) -> Response:
    """Delete a message that was not sent."""
    service.delete_message(message_id, edition_id=current_edition().id)
    flash(_("Borramos el mensaje."), "success")
    return redirect(url_for("messages.message_list"), 303)


@blueprint.get(ONE)
@requires(PERMISSION)
def message_show(message_id: int) -> str:
    """A message: whom it reaches or reached, how its mails are doing, what people read, its history."""
    message, edition = fetched(message_id), current_edition()
    wanted, state = message.wanted, message.state(edition, now=utc_now())
    is_open = state not in {MessageState.LEAVING, MessageState.SENT}
    first = list_first(edition.id, wanted=wanted, kind=message.kind)
    return render_template(
        "messages/show.html",
        message=message,
        state=state,
        is_open=is_open,
        due=message.due(edition),
        to=words_for(edition.id)(wanted),
        tally=count_audience(edition.id, wanted=wanted) if is_open else None,
        first=[(each.id, name_of(each), each.company) for each in first],
        chosen=_chosen_id(first),
        counts=count_of_batch(message.batch) if not is_open else {},
        history=history_of(MessageEvent, message_id=message.id),
    )


@blueprint.get(f"{ONE}/preview")
@requires(PERMISSION)
def preview_show(message_id: int) -> FlaskResponse:
    """The mail as one of those it reaches would read it: a frame within the message's page."""
    message, edition = fetched(message_id), current_edition()
    first = list_first(edition.id, wanted=message.wanted, kind=message.kind)
    person_id = _chosen_id(first)
    person = person_id and find_addressee(edition.id, person_id, wanted=message.wanted, kind=message.kind)
    if not person:
        return in_sandbox("<!doctype html><html><head></head><body></body></html>")
    return in_sandbox(preview(message, edition, person).html)


def _chosen_id(first: Any) -> int | None:
    """The person whose mail is looked at: of the address, else the first."""
    asked = request.args.get("person", type=int)
    return asked or next((int(each.id) for each in first), None)


def _form_page(form: MessageForm, message: Message | None) -> str:
    names = [(f"{{{name}}}", sentence_of(meaning, {})) for name, meaning in PLACEHOLDERS.items()]
    wanted = _wanted(form) if form.says_whom else Wanted()
    listed = words_for(current_edition().id)(wanted) if wanted.is_of_list else []
    return render_template("messages/edit.html", form=form, message=message, placeholders=names, listed=listed)


def _filled(form: MessageForm) -> MessageForm:
    """The form with the choices of the edition; whom a list chose stays chosen."""
    if form.audience.data in LISTED:
        form.audience.choices = choices_of({each: AUDIENCES[each] for each in LISTED})
    edition_id, every = current_edition().id, options([("", _("Todos"))])
    form.registration_status.choices = [*every, *choices_of(STATUSES)]
    form.category_id.choices = [
        *every,
        *options((str(each.id), each.name(locale_name())) for each in list_categories(edition_id)),
    ]
    allies = list_allies(edition_id)
    form.ally_id.choices = [*every, *options((str(ally.id), ally.name) for ally, _codes, _uses in allies)]
    return form


def _write(form: MessageForm) -> Message:
    return service.write_message(current_edition().id, _texts(form), by=current_person().id, now=utc_now())


def _edit(message_id: int, form: MessageForm) -> None:
    edition_id, by = current_edition().id, current_person().id
    service.edit_message(message_id, _texts(form), edition_id=edition_id, by=by, now=utc_now())


def _texts(form: MessageForm) -> service.Texts:
    return service.Texts(
        kind=MessageKind(form.kind.data),
        wanted=_wanted(form),
        subject_es=form.subject_es.data,
        text_es=form.text_es.data.replace("\r\n", "\n"),
        subject_en=form.subject_en.data,
        text_en=form.text_en.data.replace("\r\n", "\n"),
    )


def _wanted(form: MessageForm) -> Wanted:
    audience, ids = Audience(form.audience.data), form.ids.data
    return Wanted(
        audience=audience,
        text=form.text.data,
        state=state_of_list(audience, form.state.data),
        ids=tuple(map(int, ids.split(","))) if ids else None,
        category_id=int(form.category_id.data) if form.category_id.data else None,
        status=RegistrationStatus(form.registration_status.data) if form.registration_status.data else None,
        ally_id=int(form.ally_id.data) if form.ally_id.data else None,
    )


def _proposed() -> Mapping[str, Any]:
    """What a new message starts with: texts of another one or a template, a list of the desk, or who is approved."""
    copied = request.args.get("copy", type=int)
    if copied is not None:
        return _stored(fetched(copied))
    template_id = request.args.get("template", type=int)
    if template_id is not None:
        return {name: getattr(get_template(template_id), name) for name in TEXTS} | _told(Wanted())
    args = request.args
    if not args:
        return {"registration_status": RegistrationStatus.APPROVED.value}
    return {"registration_status": args.get("status"), "category_id": args.get("category"), "text": args.get("q")}


def _stored(message: Message) -> dict[str, Any]:
    """A message as its form shows it."""
    return {
        **_told(message.wanted),
        "kind": message.kind.value,
        "subject_es": message.subject_es,
        "text_es": message.text_es,
        "subject_en": message.subject_en,
        "text_en": message.text_en,
    }


def _told(wanted: Wanted) -> dict[str, Any]:
    """To whom a message goes, as its form shows it."""
    return {
        "audience": wanted.audience.value,
        "registration_status": wanted.status and wanted.status.value,
        "category_id": wanted.category_id and str(wanted.category_id),
        "ally_id": wanted.ally_id and str(wanted.ally_id),
        "text": wanted.text,
        "state": wanted.state and wanted.state.value,
        "ids": ",".join(map(str, wanted.ids or ())),
    }
