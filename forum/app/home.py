"""The links each person is offered after signing in, by edition.

Like `app`, this module knows every domain.
"""

from collections import Counter

from flask import current_app

from forum.accounts.context import SignedIn
from forum.app.links import ALL_MAILS, EDITIONS, FIRST_EDITION
from forum.app.places import PLACES
from forum.app.standing import Standing, Tally
from forum.companies.queries.companies import companies_of
from forum.core.filters import date_range
from forum.core.home import Workplace
from forum.core.i18n import gettext as _
from forum.editions.models import Edition
from forum.editions.queries import list_editions
from forum.editions.rules import roman
from forum.registration.queries import attended_editions


def places(person: SignedIn) -> list[Workplace]:
    """The editions a person works in, the latest first; unpublished ones only for their organisers."""
    has_company, attended = bool(companies_of(person.id)), attended_editions(person.id)
    found = []
    editions = [
        edition
        for edition in list_editions()
        if edition.published_at is not None or person.may("editions.edit", edition.id)
    ]
    named = Counter(edition.name for edition in editions)
    for edition in editions:
        tally = Tally(has_company=has_company, attends=edition.id in attended)
        standing = Standing(person=person, edition_id=edition.id, tally=tally)
        links = tuple(
            place.to.link(**_address(place.to.endpoint, edition.slug)) for place in PLACES if place.offered(standing)
        )
        if links:
            found.append(
                Workplace(name=edition.name, detail=_told_apart(edition, alone=named[edition.name] == 1), links=links)
            )
    return found + _above_editions(person, first=not found)


def _told_apart(edition: Edition, *, alone: bool) -> str:
    """The dates of an edition; beside others of its name also its number, its address, and that it is a draft."""
    dates = date_range(edition.starts_on, edition.ends_on)
    if alone:
        return dates
    parts = [_("%(roman)s edición", roman=roman(edition.ordinal)), dates, f"/{edition.slug}"]
    return " · ".join(parts if edition.published_at is not None else [*parts, _("borrador")])


def _above_editions(person: SignedIn, *, first: bool) -> list[Workplace]:
    """For organisers: the editions, or the form of the first one; the mails of all for those who organise all."""
    entries = []
    if first and person.may("editions.edit", None):
        entries.append(FIRST_EDITION)
    elif person.may_somewhere("editions.edit"):
        entries.append(EDITIONS)
    if person.may("mail.read", None):
        entries.append(ALL_MAILS)
    links = tuple(entry.link() for entry in entries)
    return [Workplace(name=_("Ediciones"), detail="", links=links)] if links else []


def _address(endpoint: str, slug: str) -> dict[str, str]:
    needs_slug = current_app.url_map.is_endpoint_expecting(endpoint, "edition_slug")
    return {"edition_slug": slug} if needs_slug else {}
