"""What the pages of messages show of one: to whom it goes in words, and what a person would read."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import request, url_for
from sqlalchemy import Row

from forum.companies.context import companies_wanted_here
from forum.companies.queries.allies import list_allies
from forum.core.i18n import locale_name, ngettext
from forum.core.labels import word_of
from forum.core.many import MOST_AT_ONCE
from forum.editions.context import current_edition
from forum.editions.models import Edition
from forum.editions.queries import list_categories
from forum.mail.notices import render_mail
from forum.mail.rules import RenderedMail
from forum.messages.enums import Audience
from forum.messages.models import Message
from forum.messages.notices import sample_mail
from forum.messages.rules import Wanted, state_of_list, whatsapp_link
from forum.privacy.enums import Purpose
from forum.privacy.queries import latest_consents
from forum.registration.context import wanted_here
from forum.registration.queries import list_ids


def words_for(edition_id: int) -> Callable[[Wanted], list[str]]:
    """What tells to whom a message of an edition goes: the audience, and of registrations the filters that are set.

    The names of categories and allies are read once, for however many messages.
    """
    categories = {each.id: each.name(locale_name()) for each in list_categories(edition_id)}
    allies = {ally.id: ally.name for ally, _codes, _uses in list_allies(edition_id)}

    def words_of(wanted: Wanted) -> list[str]:
        said = [word_of(wanted.audience)]
        if wanted.ids is not None:
            said.append(ngettext("%(num)s marcado", "%(num)s marcados", len(wanted.ids)))
        if wanted.state is not None:
            said.append(word_of(wanted.state))
        if wanted.status is not None:
            said.append(word_of(wanted.status))
        if wanted.category_id is not None:
            said.append(categories.get(wanted.category_id, "—"))
        if wanted.ally_id is not None:
            said.append(allies.get(wanted.ally_id, "—"))
        if wanted.text:
            said.append(f"«{wanted.text}»")
        return said

    return words_of


LISTS = {
    Audience.REGISTRATIONS: "registration_desk.registration_list",
    Audience.BUYERS: "matchmaking.buyer_list",
    Audience.COMPANIES: "companies.directory_list",
    Audience.EXHIBITORS: "exhibitors.review_list",
    Audience.MEETINGS: "meetings.meeting_list",
    Audience.REQUESTS: "meetings.request_list",
    Audience.SUPPLIERS: "matchmaking.supplier_list",
}


def url_of_list(audience: Audience) -> str:
    """The address of the list that a message was begun from, with its filters."""
    return f"{url_for(LISTS[audience])}?{request.query_string.decode()}"


def wanted_of_list(audience: Audience) -> Wanted | None:
    """Those behind the lines that the form of a list chose: some, or all that it finds; None: it chose none.

    All are found again when the message is sent, but where only that list knows its filter: then those it finds now.
    """
    if "all" not in request.form:
        ids = tuple(request.form.getlist("id", type=int)[:MOST_AT_ONCE])
        return Wanted(audience=audience, ids=ids) if ids else None
    if audience is Audience.COMPANIES:
        found = companies_wanted_here().found_in(current_edition().id)
        return Wanted(audience=audience, ids=tuple(each.id for each in found)) if found else None
    if audience is Audience.REGISTRATIONS:
        return _wanted_registrations()
    state = state_of_list(audience, request.args.get("status"))
    return Wanted(audience=audience, text=request.args.get("q", "").strip(), state=state)


def _wanted_registrations() -> Wanted | None:
    listed = wanted_here()
    if not listed.answer:
        return Wanted(text=listed.text, category_id=listed.category_id, status=listed.status)
    ids = list_ids(current_edition().id, wanted=listed)
    return Wanted(ids=ids) if ids else None


def whatsapp_links(rows: Sequence[Row[Any]], *, home: str) -> dict[int, str]:
    """For recipients with a telephone who asked for it: what opens WhatsApp with the text they were written.

    It names the public page of the forum, never a personal link: only its person may have that.
    """
    answers = latest_consents([row.Person.id for row in rows])
    agree = {
        person_id for (person_id, purpose), given in answers.items() if purpose is Purpose.WHATSAPP and given.granted
    }
    return {
        row.Person.id: whatsapp_link(row.Person.phone, home.join(row.OutgoingMail.context["pieces"]))
        for row in rows
        if row.Person.phone and row.OutgoingMail and row.Person.id in agree
    }


def preview(message: Message, edition: Edition, person: Row[Any]) -> RenderedMail:
    """The mail as a person would read it, without their personal links."""
    return render_mail(sample_mail(message, edition, person), reveal=False)
