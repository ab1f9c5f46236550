"""Messages of the organisers."""

from forum.core.clock import utc_now
from forum.editions.models import Edition
from forum.messages.enums import Audience, MessageKind
from forum.messages.models import Message
from forum.messages.rules import Wanted
from forum.messages.service import Texts, write_message
from tests.builders.people import a_person


def some_texts(**values: object) -> Texts:
    """A necessary message to everybody who is registered."""
    defaults: dict[str, object] = {
        "kind": MessageKind.NECESSARY,
        "wanted": Wanted(audience=Audience.REGISTRATIONS),
        "subject_es": "Nos vemos en {evento}",
        "text_es": "{nombre} de {empresa}: su registro está en {enlace}.",
    }
    return Texts(**{**defaults, **values})  # type: ignore[arg-type]


def a_message(edition: Edition, **values: object) -> Message:
    """A message that was not sent."""
    return write_message(edition.id, some_texts(**values), by=a_person().id, now=utc_now())
