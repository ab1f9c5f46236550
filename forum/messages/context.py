"""What the pages of messages show of one: to whom it goes in words, and what a person would read."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row

from forum.companies.queries.allies import list_allies
from forum.core.i18n import locale_name
from forum.core.labels import word_of
from forum.editions.models import Edition
from forum.editions.queries import list_categories
from forum.mail.notices import render_mail
from forum.mail.rules import RenderedMail
from forum.messages.models import Message
from forum.messages.notices import sample_mail
from forum.messages.rules import Wanted, whatsapp_link
from forum.privacy.enums import Purpose
from forum.privacy.queries import latest_consents


def words_for(edition_id: int) -> Callable[[Wanted], list[str]]:
    """What tells to whom a message of an edition goes: the audience, and of registrations the filters that are set.

    The names of categories and allies are read once, for however many messages.
    """
    categories = {each.id: each.name(locale_name()) for each in list_categories(edition_id)}
    allies = {ally.id: ally.name for ally, _codes, _uses in list_allies(edition_id)}

    def words_of(wanted: Wanted) -> list[str]:
        said = [word_of(wanted.audience)]
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


def whatsapp_links(rows: Sequence[Row[Any]], *, home: str) -> dict[int, str]:
    """For recipients with a telephone who asked for news: what opens WhatsApp with the text they were written.

    It names the public page of the forum, never a personal link: only its person may have that.
    """
    answers = latest_consents([row.Person.id for row in rows])
    agree = {person_id for (person_id, purpose), given in answers.items() if purpose is Purpose.NEWS and given.granted}
    return {
        row.Person.id: whatsapp_link(row.Person.phone, home.join(row.OutgoingMail.context["pieces"]))
        for row in rows
        if row.Person.phone and row.OutgoingMail and row.Person.id in agree
    }


def preview(message: Message, edition: Edition, person: Row[Any]) -> RenderedMail:
    """The mail as a person would read it, without their personal links."""
    return render_mail(sample_mail(message, edition, person), reveal=False)
