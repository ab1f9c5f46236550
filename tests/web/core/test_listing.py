"""A list as its address asks for it: headings that sort, columns, filters that are taken away."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, session

from forum.core.i18n import N_
from forum.core.listing import Column, Listing, listing_here

COLUMNS = (
    Column("name", N_("Persona"), is_fixed=True),
    Column("date", N_("Fecha"), is_latest_first=True),
    Column("note", N_("Motivo")),
    Column("more", N_("Puesto"), is_extra=True),
)


def listing() -> Listing:
    query = {"q": "ana", "status": None}
    return listing_here("people", COLUMNS, sorts=("name", "date"), endpoint="account.home_show", query=query)


def said(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query, keep_blank_values=True)


@pytest.mark.parametrize(
    ("address", "place", "sorted_now", "says"),
    [
        ("", 0, "", ["name"]),
        ("?sort=name", 0, "ascending", ["-name"]),
        ("?sort=-name", 0, "descending", None),
        ("?sort=-name", 1, "", ["-date"]),
        ("?sort=-date", 1, "descending", ["date"]),
        ("?sort=date", 1, "ascending", None),
        ("?sort=nonsense", 0, "", ["name"]),
    ],
)
def test_a_heading_sorts_one_way_then_the_other_then_not_at_all(
    app: Flask, address: str, place: int, sorted_now: str, says: list[str] | None
) -> None:
    with app.test_request_context(f"/account{address}"):
        head = listing().heads[place]
        assert (head.sort, said(head.url).get("sort"), said(head.url)["q"]) == (sorted_now, says, ["ana"])
        assert listing().heads[2].url == ""


def test_columns_are_chosen_in_the_address_and_remembered(app: Flask) -> None:
    with app.test_request_context("/account"):
        assert [head.label for head in listing().heads] == ["Persona", "Fecha", "Motivo"]
    with app.test_request_context("/account?columns=&columns=more&columns=password_hash"):
        chosen = listing()
        assert [head.label for head in chosen.heads] == ["Persona", "Puesto"]
        assert said(chosen.url) == {"q": ["ana"], "columns": ["", "more"]}
        kept = dict(session)
    with app.test_request_context("/account"):
        session.update(kept)
        assert [head.label for head in listing().heads] == ["Persona", "Puesto"]
        assert "columns" not in listing().address
        assert [each.key for each in listing().choices if each.is_shown] == ["more"]
    with app.test_request_context("/account?columns="):
        assert [head.label for head in listing().heads] == ["Persona"]


def test_a_filter_is_taken_away_alone(app: Flask) -> None:
    with app.test_request_context("/account?sort=name"):
        [chip] = listing().filters({"q": "«ana»", "status": None})
        assert (chip.label, said(chip.url)) == ("«ana»", {"sort": ["name"]})
