"""The name of the person that a row is about, in one cell or in several."""

from collections.abc import Mapping
from typing import Any

from forum.core.errors import Refusal
from forum.core.names import PersonName, ensure_person_name
from forum.core.sheet_columns import MISSING
from forum.imports.rules.names import part_full_name, part_surnames
from forum.imports.rules.rows import Remark

SURNAMES = ("first_surname", "second_surname", "surnames")
NAME_FIELDS = ("given_names", "full_name", *SURNAMES)


def with_full_name(places: Mapping[str, int]) -> Mapping[str, int]:
    """A column called *Nombre* holds the whole name where no other holds surnames."""
    if "given_names" not in places or "full_name" in places or any(field in places for field in SURNAMES):
        return places
    return {
        **{field: place for field, place in places.items() if field != "given_names"},
        "full_name": places["given_names"],
    }


def name_of(told: Mapping[str, Any]) -> PersonName:
    """The name that the cells of a row say; empty where they say none."""
    given, first = told.get("given_names") or "", told.get("first_surname") or ""
    second, both = told.get("second_surname") or "", told.get("surnames") or ""
    if given and both and not first:
        return part_surnames(given, f"{both} {second}".strip())
    if given or first:
        return PersonName(given or first, first if given else second, second if given and second else None)
    return part_full_name(told.get("full_name") or both)


def wrong_name(name: PersonName) -> Remark | None:
    """What is wrong with a name, if anything."""
    if not name.given_names:
        return Remark("full_name", MISSING)
    try:
        for text in filter(None, (name.given_names, name.first_surname, name.second_surname)):
            ensure_person_name(text)
    except Refusal as refusal:
        return Remark("full_name", refusal.sentence, refusal.params)
    return None
