"""Messages of the organisers."""

from itertools import count

from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Edition
from forum.messages.enums import Audience, MessageKind
from forum.messages.models import Message, MessageTemplate
from forum.messages.rules import Wanted
from forum.messages.service import Texts, write_message
from tests.builders.people import a_person

_number = count(1)


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


def a_message_template(**values: object) -> MessageTemplate:
    """Texts that are kept under a name."""
    defaults: dict[str, object] = {
        "name": f"Plantilla {next(_number)}", "kind": MessageKind.NECESSARY, "subject_es": "Nos vemos en {evento}",
        "text_es": "Llegue temprano.", "subject_en": "", "text_en": "", "saved_at": utc_now(),
    }  # fmt: skip
    with atomic() as current:
        template = MessageTemplate(**{**defaults, **values})
        current.add(template)
    return template
