"""The pages of registration: the public form, a person's own page behind their link, the desk."""

from forum.registration.views import (
    desk,
    desk_list,
    desk_many,
    entries,
    history,
    notes,
    own,
    own_place,
    public,
    reserved,
    waiting,
)
from forum.registration.views.blueprints import registration, registration_desk

__all__ = [
    "desk",
    "desk_list",
    "desk_many",
    "entries",
    "history",
    "notes",
    "own",
    "own_place",
    "public",
    "registration",
    "registration_desk",
    "reserved",
    "waiting",
]
