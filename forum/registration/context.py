"""The registration a signed link belongs to, and what its person's page offers besides.

The links come from domains above; the table of them is in `forum.app`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask, current_app, request, session, url_for
from sqlalchemy import Select

from forum.accounts.context import current_person
from forum.core.access import is_granted
from forum.core.clock import utc_now
from forum.core.edition import enter_edition
from forum.core.errors import NotFound
from forum.core.filters import short_date
from forum.core.forms import Form, options
from forum.core.i18n import locale_name, ngettext
from forum.core.links import Link, LinkTo
from forum.core.listing import status_filter
from forum.core.pocket import read_by
from forum.core.tokens import unsign
from forum.editions.context import current_edition
from forum.editions.models import Category, Edition
from forum.editions.queries import limited_days, list_categories
from forum.editions.rules import WindowState, to_local
from forum.jobs import soon
from forum.registration.documents import AddedColumns
from forum.registration.enums import RegistrationStatus
from forum.registration.happenings import Source, init_happenings
from forum.registration.models import Registration
from forum.registration.queries import Wanted, find_position, registration_by_link
from forum.registration.rules import Reach, Step, may_step, standing_of
from forum.registration.rules.offers import has_passed, is_offered
from forum.registration.service import KEEP_PLACE_OFFERS

MADE_HERE = "registration_made_here"
SHOWN_FOR = timedelta(minutes=30)
"""How long a browser shows the badge of the registration that was made in it: others may use it later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLinks:
    """What is offered of a person who is approved: on their page and to the desk.

    `about`: what the desk may do for anybody registered. `after`: what their page offers first once the edition is
    over. `listed`: of all registrations of a list of the desk; it takes the filters of its address. `asked`: what
    somebody on a place of a group is still asked, by the id of their registration. `symbol`, `fresh_symbol`: the
    endpoints that draw their QR, from their link and where they have just registered.
    """

    links: tuple[LinkTo, ...]
    desk: tuple[LinkTo, ...]
    listed: tuple[LinkTo, ...]
    symbol: str | None
    fresh_symbol: str | None
    asked: Callable[[int], tuple[LinkTo, ...]]
    about: tuple[LinkTo, ...] = ()
    after: tuple[LinkTo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersShown:
    """What a person answered to what a domain above asks, as facts (heading, words, the address of a file).

    `missing`: how many that have to be answered are not; `url`: where they are answered, where they may be.
    """

    facts: Sequence[tuple[str, str, str | None]]
    missing: int
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreAsked:
    """What a domain above asks of who registers, beyond the form of every edition.

    `form_for`: the form with its fields, for an edition and a category. `answers_in`: what was answered in a form; None
    where nothing was asked. `shown_to_person`, `shown_at_desk`: of a registration, the first with the token of its
    link; None where there is nothing to show. `choices`: the answers a list can be filtered by, as an address names
    them and in words, below the question of each; `among`: the ids of the registrations with one of them.
    """

    form_for: Callable[[Edition, int, type[Any]], type[Any]]
    answers_in: Callable[[Form], Mapping[int, Any] | None]
    shown_to_person: Callable[[Edition, Registration, str], AnswersShown | None]
    shown_at_desk: Callable[[Edition, Registration], AnswersShown | None]
    choices: Callable[[Edition], Sequence[tuple[str, Sequence[tuple[str, str]]]]]
    among: Callable[[Edition, str], Select[tuple[int]] | None]


def init_registration(
    app: Flask, offered: PersonLinks, columns: tuple[AddedColumns, ...], sources: tuple[Source, ...], asked: MoreAsked
) -> None:
    """Set what is offered of a person, and what domains above add to the form, the sheet and the history."""
    init_happenings(app, sources)
    app.extensions["registration_asked"] = asked
    app.extensions["registration_columns"] = columns
    app.extensions["registration_links"] = offered


def signed_link(token: str) -> tuple[int, str]:
    """The id of the registration and the nonce in a link.

    Raises:
        NotFound: the link was not signed by us.
    """
    signed = unsign("registration", token)
    if not isinstance(signed, list) or len(signed) != 2:
        raise NotFound
    return signed[0], signed[1]


def registration_of_link(token: str) -> Registration:
    """The registration of a link; its edition becomes the current one.

    Raises:
        NotFound: the link was not signed by us, or a newer one has replaced it.
    """
    registration, edition = registration_by_link(*signed_link(token))
    enter_edition(edition)
    read_by(registration.person_id)
    return registration


def is_registration_open(edition: Edition) -> bool:
    """Whether people may register now."""
    return edition.registration_state(utc_now()) is WindowState.OPEN


def may_correct(edition: Edition, registration: Registration) -> bool:
    """Whether the person may correct their data now."""
    return is_registration_open(edition) and may_step(Step.CORRECT, registration.status)


def is_over(edition: Edition) -> bool:
    """Whether the last day of the edition is over at the venue."""
    return to_local(utc_now(), edition.time_zone).date() > edition.ends_on


def may_cancel(edition: Edition, registration: Registration) -> bool:
    """Whether the person may cancel their registration now, as far as status and dates say it."""
    return not is_over(edition) and may_step(Step.CANCEL, registration.status)


def standing_in(edition: Edition, registration: Registration) -> dict[str, Any]:
    """How a registration of this edition stands now for its person, as `registration/_standing.html` says it."""
    now = utc_now()
    passed = has_passed(registration.offered_until, registration.passed_at, now=now)
    offered = is_offered(registration.offered_until, now=now)
    if passed and registration.offered_until is not None:
        soon(KEEP_PLACE_OFFERS)  # its time has passed, and the worker has not come by yet
    return {
        "standing": standing_of(
            registration.status,
            registration.canceller,
            is_open=is_registration_open(edition),
            is_offered=offered,
            has_passed=passed,
        ),
        "offered_until": registration.offered_until,
        "position": find_position(registration),
    }


def links_of(token: str) -> list[Link]:
    """The links on the page of this token."""
    wired: PersonLinks = current_app.extensions["registration_links"]
    offered = (*wired.after, *wired.links) if is_over(current_edition()) else wired.links
    return [entry.link(token=token) for entry in offered]


def asked_links(registration: Registration, token: str) -> list[Link]:
    """What is still asked of somebody who has a place of a group; nothing is looked up for the others."""
    if registration.block_id is None:
        return []
    wired: PersonLinks = current_app.extensions["registration_links"]
    return [entry.link(token=token) for entry in wired.asked(registration.id)]


def desk_links_of(registration: Registration) -> list[Link]:
    """The links to what the desk does next for somebody who is approved, of those the one who asks may open."""
    if registration.status is not RegistrationStatus.APPROVED:
        return []
    wired: PersonLinks = current_app.extensions["registration_links"]
    return [
        entry.link(registration_id=registration.id)
        for entry in wired.desk
        if is_granted(entry.view, registration.edition_id)
    ]


def links_about(registration: Registration) -> list[Link]:
    """What else there is to do for anybody who is registered, of that which the one who asks may open."""
    wired: PersonLinks = current_app.extensions["registration_links"]
    return [
        entry.link(registration_id=registration.id)
        for entry in wired.about
        if is_granted(entry.view, registration.edition_id)
    ]


def allowed_reach(edition_id: int) -> Reach:
    """What the one who asks may give to another address: a clerk a registration, an organiser what they grant."""
    if current_person().organises_all:
        return Reach.BEYOND
    return Reach.ROLE_HERE if current_person().may("accounts.grant", edition_id) else Reach.REGISTRATION


def list_links(edition_id: int, address: Mapping[str, Any]) -> list[Link]:
    """The links to what is done with all registrations of a list, of those the one who asks may open."""
    wired: PersonLinks = current_app.extensions["registration_links"]
    return [entry.link(**address) for entry in wired.listed if is_granted(entry.view, edition_id)]


def wanted_here() -> Wanted:
    """The registrations the address asks for."""
    answer = request.args.get("answer", "")
    among = more_asked().among(current_edition(), answer) if answer else None
    return Wanted(
        answer=answer if among is not None else "",
        among=among,
        text=request.args.get("q", "").strip(),
        category_id=request.args.get("category", type=int),
        status=status_filter(RegistrationStatus),
    )


def address_of(wanted: Wanted) -> dict[str, Any]:
    """The arguments of an address that asks for these registrations."""
    arguments = {
        "q": wanted.text or None,
        "category": wanted.category_id,
        "status": wanted.status,
        "answer": wanted.answer or None,
    }
    return {name: value for name, value in arguments.items() if value is not None}


def category_options(edition_id: int) -> list[Any]:
    """The categories of an edition to choose from, each with the days it enters on and the places that are left."""
    days = limited_days(edition_id)
    return options((each.id, _described(each, days.get(each.id))) for each in list_categories(edition_id))


def _described(category: Category, days: Sequence[date] | None) -> str:
    parts = [category.name(locale_name()), ", ".join(map(short_date, days or ()))]
    if category.quota is not None:
        left = category.quota - category.places_taken
        parts.append(ngettext("queda %(num)s lugar", "quedan %(num)s lugares", left))
    return " · ".join(filter(None, parts))


def more_asked() -> MoreAsked:
    """What a domain above asks of who registers."""
    asked: MoreAsked = current_app.extensions["registration_asked"]
    return asked


def added_columns() -> tuple[AddedColumns, ...]:
    """What domains above add to the sheet of registrations."""
    columns: tuple[AddedColumns, ...] = current_app.extensions["registration_columns"]
    return columns


def remember(registration_id: int | None) -> None:
    """Know for a while, in this browser, which registration was made in it; None: none was."""
    session[MADE_HERE] = None if registration_id is None else [registration_id, utc_now().isoformat()]


def made_here() -> int | None:
    """The registration that was made in this browser a while ago."""
    made = session.get(MADE_HERE)
    if made is None or datetime.fromisoformat(made[1]) < utc_now() - SHOWN_FOR:
        return None
    registration_id: int = made[0]
    return registration_id


def fresh_symbol_address() -> str | None:
    """The address that draws the QR of the registration made in this browser; None: no domain draws it."""
    wired: PersonLinks = current_app.extensions["registration_links"]
    return url_for(wired.fresh_symbol) if wired.fresh_symbol else None


def symbol_of(token: str) -> str | None:
    """The address of the QR symbol on the page of this token."""
    wired: PersonLinks = current_app.extensions["registration_links"]
    return url_for(wired.symbol, token=token) if wired.symbol else None
