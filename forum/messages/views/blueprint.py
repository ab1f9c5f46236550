"""The blueprint of messages, and how its pages find the message they are about."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from forum.accounts.context import current_person
from forum.core.clock import utc_now
from forum.editions.context import current_edition
from forum.messages.models import Message
from forum.messages.queries import get_message

T = TypeVar("T")

blueprint = Blueprint("messages", __name__, url_prefix="/<edition_slug>/messages")

PERMISSION = "messages.send"
ONE = "/<int:message_id>"


def fetched(message_id: int) -> Message:
    """The message of an address, of the current edition."""
    return get_message(message_id, edition_id=current_edition().id)


def changed(message_id: int, verb: Callable[..., T]) -> T:
    """What a verb answers about the message of an address: of the current edition, by who asks, now."""
    return verb(message_id, edition_id=current_edition().id, by=current_person().id, now=utc_now())


def back_to(message_id: int) -> Response:
    """The way back to the message's page."""
    return redirect(url_for("messages.message_show", message_id=message_id), 303)
