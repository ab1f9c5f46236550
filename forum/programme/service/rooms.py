"""The rooms of the programme."""

from datetime import datetime

from sqlalchemy import select

from forum.core.database import atomic, locked, refusing, session
from forum.core.search import fold
from forum.editions.models import Edition, Hall
from forum.programme.enums import ProgrammeChange
from forum.programme.errors import RoomInUse, RoomNameTaken
from forum.programme.models import Room, Talk
from forum.programme.service.events import note

UNIQUE_NAME = "uq_programme_room_edition_id_name"


def add_room(edition_id: int, *, name: str, hall_id: int | None, capacity: int | None, by: int, now: datetime) -> Room:
    """Add a room.

    Raises:
        RoomNameTaken: the edition has one of that name.
        NotFound: the edition has no such hall.
    """
    with atomic() as current:
        _ensure_free(edition_id, name, hall_id=hall_id)
        room = Room(edition_id=edition_id, name=name, hall_id=hall_id, capacity=capacity)
        with refusing(UNIQUE_NAME, RoomNameTaken()):
            current.add(room)
        note(edition_id, ProgrammeChange.ROOM_ADDED, name, by=by, now=now)
        return room


def update_room(
    room_id: int, *, edition_id: int, name: str, hall_id: int | None, capacity: int | None, by: int, now: datetime
) -> None:
    """Change a room.

    Raises:
        RoomNameTaken: the edition has another one of that name.
        NotFound: the edition has no such room or hall.
    """
    with atomic():
        _ensure_free(edition_id, name, hall_id=hall_id, but=room_id)
        room = locked(Room, room_id, edition_id=edition_id)
        with refusing(UNIQUE_NAME, RoomNameTaken()):
            room.name, room.hall_id, room.capacity = name, hall_id, capacity
        note(edition_id, ProgrammeChange.ROOM_CHANGED, name, by=by, now=now)


def _ensure_free(edition_id: int, name: str, *, hall_id: int | None, but: int | None = None) -> None:
    locked(Edition, edition_id)
    if hall_id is not None:
        locked(Hall, hall_id, edition_id=edition_id)
    others = session().execute(select(Room.id, Room.name).where(Room.edition_id == edition_id))
    if any(fold(other) == fold(name) for id, other in others if id != but):
        raise RoomNameTaken


def remove_room(room_id: int, *, edition_id: int, by: int, now: datetime) -> str:
    """Delete a room; what it was called.

    Raises:
        RoomInUse: a session of the draft is in it.
        NotFound: the edition has no such room.
    """
    with atomic() as current:
        locked(Edition, edition_id)
        room = locked(Room, room_id, edition_id=edition_id)
        title = current.scalar(select(Talk.title_es).where(Talk.room_id == room_id).limit(1))
        if title is not None:
            raise RoomInUse(title=title)
        current.delete(room)
        note(edition_id, ProgrammeChange.ROOM_REMOVED, room.name, by=by, now=now)
        return room.name
