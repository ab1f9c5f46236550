"""Every change of the programme, one verb each."""

from forum.programme.service.choosing import choose_talk, leave_all, leave_talk
from forum.programme.service.materials import add_link, add_paper, remove_material
from forum.programme.service.publishing import publish_programme
from forum.programme.service.rooms import add_room, remove_room, update_room
from forum.programme.service.speakers import (
    SpeakerData,
    add_speaker,
    remove_photo,
    remove_speaker,
    set_photo,
    update_speaker,
)
from forum.programme.service.talks import TalkData, add_talk, bill_speaker, remove_talk, unbill_speaker, update_talk

__all__ = [
    "SpeakerData",
    "TalkData",
    "add_link",
    "add_paper",
    "add_room",
    "add_speaker",
    "add_talk",
    "bill_speaker",
    "choose_talk",
    "leave_all",
    "leave_talk",
    "publish_programme",
    "remove_material",
    "remove_photo",
    "remove_room",
    "remove_speaker",
    "remove_talk",
    "set_photo",
    "unbill_speaker",
    "update_room",
    "update_speaker",
    "update_talk",
]
