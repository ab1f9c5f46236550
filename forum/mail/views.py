"""The organiser's pages of the outbox: every mail and the state of its delivery.

Each page has two addresses. Below an edition it knows the mails of that edition alone, and personal links are never in
them; `/mail` knows all, also those of no edition (sign-in links, companies), and is for organisers of all editions.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.core.access import edition_in_address, requires
from forum.core.clock import utc_now
from forum.core.each import do_each
from forum.core.i18n import N_, ngettext
from forum.core.i18n import gettext as _
from forum.core.labels import Label
from forum.core.listing import Column, Listing, listing_here
from forum.core.many import MOST_AT_ONCE, Line, Many, chosen_here
from forum.core.paging import page_number
from forum.core.web import is_fragment
from forum.mail.context import in_sandbox
from forum.mail.enums import MailState
from forum.mail.labels import STATES, STATES_WITHOUT_SERVER
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail, subject_of
from forum.mail.queries import FILTERS, MAIL_SORTS, find_failed, get_mail, list_mails, mails_in
from forum.mail.rules import with_links
from forum.mail.service import retry_mail

mail = Blueprint("mail", __name__)

COLUMNS = (
    Column("subject", N_("Asunto"), is_fixed=True),
    Column("to", N_("Para")),
    Column("written", N_("Escrito"), width="l", is_latest_first=True),
    Column("state", N_("Estado"), width="m"),
)

V = TypeVar("V", bound=Callable[..., Any])


def _is_sent() -> bool:
    """Whether mails leave the house, or are files."""
    return current_app.config["FORO"].smtp_host is not None


def _labels() -> dict[MailState, Label]:
    """How states are called here: without a server a mail is kept, and *sent* would not be true."""
    return STATES if _is_sent() else STATES_WITHOUT_SERVER


def _reveal() -> bool:
    """Whether mails are shown with their personal links: where none is sent, to organisers of all editions."""
    return not _is_sent() and edition_in_address() is None


def _at_both(rule: str, **options: Any) -> Callable[[V], V]:
    """Serve a view at `/mail…` and below an edition, where the address limits both the permission and the mails."""

    def register(view: V) -> V:
        for start in ("/mail", "/<edition_slug>/mail"):
            mail.add_url_rule(f"{start}{rule}", view_func=view, **options)
        return view

    return register


@_at_both("")
@requires("mail.read")
def mail_list() -> str:
    """The mails, the latest first."""
    text, state, batch = _asked_for()
    listing = _listing()
    listed = list_mails(
        edition_id=edition_in_address(),
        text=text,
        state=state,
        batch=batch,
        order=listing.order,
        number=page_number(),
    )
    said = {"q": f"«{text}»", "batch": _("De un mensaje"), "state": str(_labels()[state]) if state else None}
    page = "mail/console/_list.html" if is_fragment() else "mail/console/list.html"
    return render_template(
        page,
        listed=listed,
        mails=[(each, subject_of(each)) for each in listed.rows],
        listing=listing,
        chips=listing.filters(said),
        text=text,
        batch=batch,
        state=state,
        states={each: _labels()[each] for each in FILTERS},
        labels=_labels(),
        is_sent=_is_sent(),
        revealed=_reveal(),
    )


@_at_both("/<int:mail_id>")
@requires("mail.read")
def mail_show(mail_id: int) -> str:
    """One mail: the state of its delivery, and its text."""
    row = _fetched(mail_id)
    rendered = render_mail(row, reveal=_reveal())
    return render_template(
        "mail/console/mail.html",
        mail=row,
        labels=_labels(),
        rendered=rendered,
        pieces=with_links(rendered.text),
        revealed=_reveal(),
    )


@_at_both("/<int:mail_id>/html")
@requires("mail.read")
def body_show(mail_id: int) -> Response:
    """The mail's HTML as its recipient sees it, in a sandbox."""
    return in_sandbox(render_mail(_fetched(mail_id), reveal=_reveal()).html)


@_at_both("/<int:mail_id>/attempt", methods=["POST"])
@requires("mail.read")
def attempt_create(mail_id: int) -> WerkzeugResponse:
    """Try a failed mail again."""
    retry_mail(_fetched(mail_id).id, now=utc_now())
    flash(_("Intentaremos enviar el correo de nuevo."), "success")
    return redirect(url_for("mail.mail_show", mail_id=mail_id))


@_at_both("/attempts", methods=["POST"])
@requires("mail.read")
def attempt_many_create() -> str | WerkzeugResponse:
    """Try the failed mails that are chosen again."""
    text, _state, batch = _asked_for()
    edition_id, now = edition_in_address(), utc_now()
    chosen = chosen_here(
        lambda last: find_failed(edition_id=edition_id, text=text, batch=batch, last=last, most=MOST_AT_ONCE)
    )
    known = [each.id for each in mails_in(chosen.ids, edition_id=edition_id)]
    return _many().decided(
        chosen,
        do_each(known, lambda id: retry_mail(id, now=now)),
        lambda done: ngettext(
            "Intentaremos enviar %(num)s correo de nuevo.", "Intentaremos enviar %(num)s correos de nuevo.", done
        ),
    )


def _many() -> Many:
    listing = _listing()
    return Many(
        title=_("Correos"),
        back=listing.url,
        none_chosen=_("Marque primero los correos."),
        none_possible=_("Ningún correo falló."),
        counted=lambda number: str(ngettext("%(num)s correo", "%(num)s correos", number)),
        lines=_lines,
        here=listing.address,
    )


def _lines(ids: Iterable[int]) -> list[Line]:
    return [
        Line(
            id=each.id,
            name=subject_of(each),
            url=url_for("mail.mail_show", mail_id=each.id),
            note=each.to_email,
            state=_labels()[each.state],
        )
        for each in mails_in(ids, edition_id=edition_in_address())
    ]


def _asked_for() -> tuple[str, MailState | None, str]:
    chosen = request.args.get("state", "")
    state = MailState(chosen) if chosen in FILTERS else None
    return request.args.get("q", "").strip(), state, request.args.get("batch", "")


def _listing() -> Listing:
    text, state, batch = _asked_for()
    query = {"q": text, "batch": batch, "state": state}
    return listing_here("mails", COLUMNS, sorts=MAIL_SORTS, endpoint="mail.mail_list", query=query)


def _fetched(mail_id: int) -> OutgoingMail:
    return get_mail(mail_id, edition_id=edition_in_address())
