"""A person's own badge: through the signed link of their registration, or signed in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from forum.accounts.context import current_person
from forum.badges.enums import HomePaper
from forum.badges.errors import BadgeNotReady, PassNotSigned
from forum.badges.queries import Holder, holder_by_link, holder_of, holder_of_person
from forum.badges.rules import category_on_badge, grouped_code
from forum.badges.service import fonts_below, home_badge
from forum.badges.service.wallet import apple_badge, google_badge
from forum.core.access import public
from forum.core.database import found
from forum.core.edition import enter_edition
from forum.core.errors import Refusal
from forum.core.i18n import gettext as _
from forum.core.i18n import sentence_of
from forum.core.pocket import read_by
from forum.core.twins import TwinPages, twin_url
from forum.editions.context import current_edition
from forum.printing.fonts import Fonts
from forum.printing.qr import qr_svg
from forum.registration.context import made_here, signed_link, standing_in
from forum.settings import Settings

own = Blueprint("badges", __name__)


@dataclass(frozen=True, slots=True)
class OwnBadge:
    """A person's own badge, and the token of the link they came by, if any."""

    holder: Holder
    token: str | None = None

    def url(self, page: str) -> str:
        """The address of one of the badge's pages."""
        return twin_url(f"badges.{page}", self.token)


def _by_link(token: str) -> OwnBadge:
    holder = holder_by_link(*signed_link(token))
    enter_edition(holder.edition)
    read_by(holder.person.id)
    return OwnBadge(holder, token)


def _signed_in() -> OwnBadge:
    holder = holder_of_person(current_person().id, edition_id=current_edition().id)
    read_by(holder.person.id)
    return OwnBadge(holder)


pages = TwinPages(blueprint=own, signed_in=_signed_in, by_link=_by_link)


@pages.get("/badge")
def badge_show(own_badge: OwnBadge) -> str:
    """One's own badge on the screen."""
    holder = own_badge.holder
    code = grouped_code(holder.badge.code) if holder.badge else None
    settings: Settings = current_app.config["FORO"]
    addresses = {
        "symbol": own_badge.url("symbol_show"),
        "pdf": own_badge.url("pdf_show"),
        "apple": own_badge.url("apple_pass_show") if settings.apple_pass else None,
        "google": own_badge.url("google_pass_show") if settings.google_wallet and settings.google_issuer else None,
        "back": f"/r/{own_badge.token}" if own_badge.token else None,
    }
    category = category_on_badge(holder.category.name_es, holder.category.name_en)
    standing = standing_in(holder.edition, holder.registration)
    return render_template(
        "badges/badge.html",
        holder=holder,
        code=code,
        category=category,
        addresses=addresses,
        **standing,
    )


@pages.get("/badge.svg")
def symbol_show(own_badge: OwnBadge) -> Response:
    """The QR symbol of one's own badge."""
    svg = qr_svg(found(own_badge.holder.badge).code, title=_("Código QR del gafete"))
    return Response(svg, mimetype="image/svg+xml")


@pages.get("/badge.pdf")
def pdf_show(own_badge: OwnBadge) -> Any:
    """One's own badge to print at home."""
    asked = request.args.get("paper", "")
    paper = HomePaper(asked) if asked in set(HomePaper) else HomePaper.LETTER
    try:
        data = home_badge(own_badge.holder, fonts=badge_fonts(), paper=paper)
    except BadgeNotReady as refusal:
        return _not_ready(own_badge, refusal)
    return pdf_response(data, name=f"gafete-{own_badge.holder.edition.slug}")


@pages.get("/badge.pkpass")
def apple_pass_show(own_badge: OwnBadge) -> Any:
    """One's own badge for Apple Wallet, where the organiser has a certificate for it."""
    settings: Settings = current_app.config["FORO"]
    found(settings.apple_pass)
    try:
        data = apple_badge(own_badge.holder, settings, icon=_icon())
    except (BadgeNotReady, PassNotSigned) as refusal:
        return _not_ready(own_badge, refusal)
    response = make_response(data)
    response.mimetype = "application/vnd.apple.pkpass"
    response.headers["Content-Disposition"] = f'attachment; filename="gafete-{own_badge.holder.edition.slug}.pkpass"'
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/badge/google")
def google_pass_show(own_badge: OwnBadge) -> Any:
    """One's own badge for Google Wallet: its address carries the pass, signed by the organiser."""
    settings: Settings = current_app.config["FORO"]
    found(settings.google_wallet and settings.google_issuer)
    try:
        return redirect(google_badge(own_badge.holder, settings), 303)
    except (BadgeNotReady, PassNotSigned) as refusal:
        return _not_ready(own_badge, refusal)


def _icon() -> bytes:
    return (Path(current_app.static_folder or "") / "brand" / "icon-180.png").read_bytes()


def _not_ready(own_badge: OwnBadge, refusal: Refusal) -> WerkzeugResponse:
    flash(sentence_of(refusal.sentence, refusal.params), "info")
    return redirect(own_badge.url("badge_show"), 303)


@own.get("/<edition_slug>/register/badge.svg")
@public
def fresh_symbol_show() -> Response:
    """The QR symbol of the registration that was just made in this browser."""
    holder = holder_of(found(made_here()), edition_id=current_edition().id)
    svg = qr_svg(found(holder.badge).code, title=_("Código QR del gafete"))
    return Response(svg, mimetype="image/svg+xml")


def badge_fonts() -> Fonts:
    """The typefaces of badges, as the front end's build leaves them."""
    return fonts_below(current_app.static_folder)


def pdf_response(data: bytes, *, name: str) -> Response:
    """A PDF that opens in the viewer and keeps its name when it is saved."""
    response = make_response(data)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
