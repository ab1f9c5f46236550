"""Where a plant or office is: the states and postal codes of Mexico, and what other countries write instead."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from forum.companies.errors import PostalCodeWrong, StateMissing

MEXICO = "MX"

STATES = {
    "AGU": "Aguascalientes",
    "BCN": "Baja California",
    "BCS": "Baja California Sur",
    "CAM": "Campeche",
    "CHP": "Chiapas",
    "CHH": "Chihuahua",
    "CMX": "Ciudad de México",
    "COA": "Coahuila",
    "COL": "Colima",
    "DUR": "Durango",
    "GUA": "Guanajuato",
    "GRO": "Guerrero",
    "HID": "Hidalgo",
    "JAL": "Jalisco",
    "MEX": "México",
    "MIC": "Michoacán",
    "MOR": "Morelos",
    "NAY": "Nayarit",
    "NLE": "Nuevo León",
    "OAX": "Oaxaca",
    "PUE": "Puebla",
    "QUE": "Querétaro",
    "ROO": "Quintana Roo",
    "SLP": "San Luis Potosí",
    "SIN": "Sinaloa",
    "SON": "Sonora",
    "TAB": "Tabasco",
    "TAM": "Tamaulipas",
    "TLA": "Tlaxcala",
    "VER": "Veracruz",
    "YUC": "Yucatán",
    "ZAC": "Zacatecas",
}
"""The 32 states by name: code (ISO 3166-2:MX without the country) and name."""

_POSTAL_CODE = re.compile(r"(?!00)[0-9]{5}")


def parse_postal_code(text: str) -> str:
    """Five digits, as text: 01000 keeps its zero.

    Raises:
        PostalCodeWrong: anything else; codes that begin with 00 do not exist.
    """
    code = "".join(text.split())
    if not _POSTAL_CODE.fullmatch(code):
        raise PostalCodeWrong
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The address of a plant or office: `country` as ISO 3166-1 alpha-2, `state` a key of `STATES`, Mexico's only."""

    name: str
    street: str
    municipality: str
    country: str
    state: str
    postal_code: str


def normal_place(place: Place) -> Place:
    """An address as it is kept: in Mexico with its state and five digits, elsewhere without a state of ours.

    Raises:
        StateMissing, PostalCodeWrong: it is in Mexico and has no state, or no Mexican postal code.
    """
    if place.country != MEXICO:
        return replace(place, state="")
    if place.state not in STATES:
        raise StateMissing
    return replace(place, postal_code=parse_postal_code(place.postal_code))


def map_url(*parts: str) -> str:
    """Where OpenStreetMap looks for an address, from its most exact part to the country; empty ones are left out."""
    return "https://www.openstreetmap.org/search?" + urlencode({"query": ", ".join(filter(None, parts))})
