"""Mexican places: the states and the postal code."""

import re

from forum.companies.errors import PostalCodeWrong

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
        PostalCodeWrong: anything else; no Mexican code begins with 00.
    """
    code = "".join(text.split())
    if not _POSTAL_CODE.fullmatch(code):
        raise PostalCodeWrong
    return code
