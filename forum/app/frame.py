"""The frame of a page: the places of who opens it, which one the page is in, and what waits there."""

from collections.abc import Iterable

from flask import g, request, url_for
from flask_login import current_user

from forum.accounts.context import SignedIn, current_person
from forum.app.bars import BAR, LINK_PLACES
from forum.app.places import PLACES, TODAY
from forum.app.standing import Place, Standing, standing_of
from forum.arco.queries.consents import find_notice_to_accept
from forum.core.clock import utc_now
from forum.core.edition import find_current_edition
from forum.core.home import Frame
from forum.core.i18n import gettext as _
from forum.core.kept import Kept
from forum.core.links import Link
from forum.editions.models import Day, Edition
from forum.editions.queries import list_front_first

BEHIND_A_LINK = "/r/<token>"
ABOVE_EDITIONS = ("/account", "/editions/", "/mail")


def _editions() -> list[tuple[int, str, bool]]:
    return [(each.id, each.slug, each.published_at is not None) for each in list_front_first(now=utc_now())]


EDITIONS = Kept(_editions, of=(Edition, Day), seconds=30)


def frame_of_page() -> Frame | None:
    """The frame of this page; None for strangers, whose pages need none."""
    rule = request.url_rule
    if rule is not None and rule.rule.startswith(BEHIND_A_LINK):
        return _frame_behind_link() if find_current_edition() is not None else None
    if not current_user.is_authenticated:
        return None
    edition = frame_edition(current_person())
    if edition is None:
        return None
    if current_person().is_at_door:
        return _frame_at_door(edition[1])
    edition_id, slug = edition
    standing = standing_of(current_person(), edition_id=edition_id)
    listed = offered_to(standing)
    here = _section(listed, slug)
    links = tuple(_link(place, standing, slug=slug, here=here) for place in listed)
    is_beyond = any(link.current for link in links[4:]) or request.path.startswith(ABOVE_EDITIONS)
    more = Link(_("Más"), url_for("account.home_show"), icon="more", current=is_beyond)
    menu = tuple(
        Link(_(place.to.label), link.url, _(place.to.hint), link.icon)
        for place, link in zip(listed[1:], links[1:], strict=True)
    )
    return Frame(links=links, menu=menu, more=more, at=_at((*links, more)))


def frame_edition(person: SignedIn) -> tuple[int, str] | None:
    """The id and slug of the edition whose places a page shows: its own; else the one that the person works in now."""
    current = find_current_edition()
    if current is not None:
        return current.id, current.slug
    open_to = [(id, slug) for id, slug, is_public in EDITIONS() if is_public or person.may("editions.edit", id)]
    theirs = {edition_id for edition_id, _role in person.grants}
    where_they_work = [each for each in open_to if each[0] in theirs]
    first = open_to[:1] if None in theirs or not where_they_work else where_they_work[:1]
    return first[0] if first else None


def offered_to(standing: Standing) -> list[Place]:
    """The places of a person: today, those of the bar, then the others as they stand in the table."""
    offered = [place for place in PLACES if place.offered(standing)]
    bar = next((endpoints for fits, endpoints in BAR if fits(standing)), ())
    first = [place for endpoint in bar for place in offered if place.to.endpoint == endpoint]
    return [TODAY, *first, *(place for place in offered if place not in first)]


def first_page(person: SignedIn) -> str:
    """Where signing in leads: what there is to do today, or the page of all links for who takes part in nothing."""
    edition = frame_edition(person)
    if edition is None or len(offered_to(standing_of(person, edition_id=edition[0]))) == 1:
        return url_for("account.home_show")
    return url_for(TODAY.to.endpoint, edition_slug=edition[1])


def asked_first(person_id: int, wanted: str) -> str | None:
    """The page of a notice that somebody has to be asked about again, which leads on to what they wanted."""
    notice = find_notice_to_accept(person_id)
    return None if notice is None else url_for("arco_own.notice_edit", next=wanted)


def _section(listed: Iterable[Place], slug: str) -> Place | None:
    """The place that the address of this page lies under."""
    path = f"{request.path}/"
    found = [(len(under), place) for place in listed for under in place.under if path.startswith(f"/{slug}/{under}/")]
    return max(found, key=lambda each: each[0], default=(0, None))[1]


def _link(place: Place, standing: Standing, *, slug: str, here: Place | None) -> Link:
    return Link(
        label=_(place.name),
        url=url_for(place.to.endpoint, edition_slug=slug),
        icon=place.to.icon,
        current=place is here,
        count=getattr(standing.tally, place.counts) if place.counts else 0,
    )


def _frame_at_door(slug: str) -> Frame:
    """The only place of a session that opens the door alone."""
    door = next(place for place in PLACES if place.to.endpoint == "checkin.gate_list")
    links = (Link(_(door.name), url_for(door.to.endpoint, edition_slug=slug), icon=door.to.icon, current=True),)
    return Frame(links=links, at=_at(links))


def _frame_behind_link() -> Frame:
    token = (request.view_args or {}).get("token", "")
    links = tuple(entry.link(token=token) for entry in LINK_PLACES)
    return Frame(links=links, at=_at(links), is_own=True)


def _at(links: Iterable[Link]) -> str:
    return next((link.url for link in links if link.url == request.path), "")


def page_frame() -> Frame | None:
    """The frame of this page, found once."""
    if "frame" not in g:
        g.frame = frame_of_page()
    frame: Frame | None = g.frame
    return frame
