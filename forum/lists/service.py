"""Saving a list, changing it, and sending the way to it each morning."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.core.database import atomic, locked, refusing
from forum.editions.models import Edition
from forum.lists.enums import Rhythm
from forum.lists.errors import NameTaken
from forum.lists.models import SavedList, SavedListReader
from forum.lists.queries import READERS, list_readers, list_staff, list_to_send
from forum.lists.rules import day_to_send, ensure_readers
from forum.mail.service import Recipient, queue_mails

READY = "lists/ready"
UNIQUE_NAME = "uq_saved_list_edition_id_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants of a saved list: its name, how often it is sent, and to whom."""

    name: str
    rhythm: Rhythm
    readers: Collection[int]


def save_list(
    wish: Wish, *, edition_id: int, kind: str, address: Mapping[str, Any], by: int, now: datetime
) -> SavedList:
    """Save a list under a name.

    Raises:
        NameTaken, NobodyChosen
    """
    ensure_readers(wish.rhythm, wish.readers)
    with atomic() as current:
        saved = SavedList(edition_id=edition_id, kind=kind, address=dict(address), readers=[])
        with refusing(UNIQUE_NAME, NameTaken()):
            _take(saved, wish, by=by, now=now)
            current.add(saved)
    return saved


def edit_list(list_id: int, wish: Wish, *, edition_id: int, by: int, now: datetime) -> None:
    """Change the name of a saved list, how often it is sent, and to whom.

    Raises:
        NotFound, NameTaken, NobodyChosen
    """
    ensure_readers(wish.rhythm, wish.readers)
    with atomic():
        saved = locked(SavedList, list_id, READERS, edition_id=edition_id)
        with refusing(UNIQUE_NAME, NameTaken()):
            _take(saved, wish, by=by, now=now)


def delete_list(list_id: int, *, edition_id: int) -> None:
    """Delete a saved list; nobody gets it any more.

    Raises:
        NotFound
    """
    with atomic() as current:
        current.delete(locked(SavedList, list_id, READERS, edition_id=edition_id))


def send_due_lists(permissions: Mapping[str, str], *, now: datetime) -> int:
    """Send the way to each list that is due today, once a day; returns the number of mails.

    `permissions`: what one needs to open a list, by its kind. Who has it no more gets nothing.
    """
    sent = 0
    for saved, edition in list_to_send():
        if day_to_send(saved.rhythm, sent_on=saved.sent_on, zone=edition.time_zone, now=now) is not None:
            sent += _send(saved.id, edition, permissions, now=now)
    return sent


def _send(list_id: int, edition: Edition, permissions: Mapping[str, str], *, now: datetime) -> int:
    with atomic():
        saved = locked(SavedList, list_id)
        today = day_to_send(saved.rhythm, sent_on=saved.sent_on, zone=edition.time_zone, now=now)
        if today is None or saved.kind not in permissions:  # another worker was here
            return 0
        chosen = set(list_readers(list_id))
        people = [each for each in list_staff(edition.id, permissions[saved.kind]) if each.id in chosen]
        context = {"edition": edition.name, "edition_slug": edition.slug, "list": saved.name, "list_id": saved.id}
        mails = ((Recipient(each.email, each.full_name, each.language), context) for each in people)
        saved.sent_on = today
        return queue_mails(READY, edition_id=edition.id, recipients=mails, now=now)


def _take(saved: SavedList, wish: Wish, *, by: int, now: datetime) -> None:
    saved.name, saved.rhythm, saved.changed_at, saved.changed_by_id = wish.name, wish.rhythm, now, by
    kept = {each.person_id: each for each in saved.readers}
    saved.readers = [kept.get(id) or SavedListReader(person_id=id) for id in dict.fromkeys(wish.readers)]
