"""What a person's page offers beyond the registration itself: domains above bring it, `app.py` keeps the table."""

from dataclasses import dataclass

from flask import Flask, current_app, url_for

# label, endpoint that takes the link's token, icon
LinkEntry = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PersonLinks:
    """Ways on from a person's page: `links` while approved, and the endpoint that draws their QR symbol."""

    links: tuple[LinkEntry, ...]
    symbol: str | None


def init_registration(app: Flask, links: tuple[LinkEntry, ...], symbol: str | None) -> None:
    """Give the program what a person's page shows once they are approved."""
    app.extensions["registration_links"] = PersonLinks(links, symbol)


def links_of(token: str) -> list[tuple[str, str, str]]:
    """Label, address and icon of each way on, for whoever has this token."""
    wired: PersonLinks = current_app.extensions["registration_links"]
    return [(label, url_for(endpoint, token=token), icon) for label, endpoint, icon in wired.links]


def symbol_of(token: str) -> str | None:
    """The address of the QR symbol, for whoever has this token."""
    wired: PersonLinks = current_app.extensions["registration_links"]
    return url_for(wired.symbol, token=token) if wired.symbol else None
