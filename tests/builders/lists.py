"""Saved lists."""

from collections.abc import Collection
from itertools import count
from typing import Any

from forum.core.clock import utc_now
from forum.lists.enums import Rhythm
from forum.lists.models import SavedList
from forum.lists.service import Wish, save_list
from tests.builders.people import a_person

_number = count(1)


def a_saved_list(
    edition_id: int, *, rhythm: Rhythm = Rhythm.NEVER, readers: Collection[int] = (), **values: Any
) -> SavedList:
    """The registrations that wait, under a name."""
    name = values.pop("name", f"Por aprobar {next(_number)}")
    wish = Wish(name=name, rhythm=rhythm, readers=readers)
    defaults: dict[str, Any] = {"kind": "registrations", "address": {"status": ["pending"]}, "now": utc_now()}
    by = values.pop("by", None) or a_person().id
    return save_list(wish, edition_id=edition_id, by=by, **{**defaults, **values})
