"""Texts that are kept under a name, for messages of any edition."""

from datetime import datetime

from forum.core.database import atomic, locked, refusing, session
from forum.core.errors import NotAllowed
from forum.messages.errors import TemplateNameTaken
from forum.messages.models import MessageTemplate
from forum.messages.queries import get_message

KEPT = ("kind", "subject_es", "text_es", "subject_en", "text_en")


def save_template(message_id: int, *, edition_id: int, name: str, by: int, now: datetime) -> MessageTemplate:
    """Keep the texts of a message as a template; whom it is for is not kept.

    Raises:
        NotFound: the edition has no such message.
        TemplateNameTaken
    """
    with atomic():
        message = get_message(message_id, edition_id=edition_id)
        texts = {field: getattr(message, field) for field in KEPT}
        template = MessageTemplate(name=" ".join(name.split()), saved_at=now, saved_by_id=by, **texts)
        with refusing("uq_message_template_name", TemplateNameTaken()):
            session().add(template)
    return template


def delete_template(template_id: int, *, by: int, is_for_all: bool) -> None:
    """Delete a template: whoever saved it may, and who organises all editions (`is_for_all`).

    Raises:
        NotFound: there is none.
        NotAllowed: somebody else saved it.
    """
    with atomic() as current:
        template = locked(MessageTemplate, template_id)
        if template.saved_by_id != by and not is_for_all:
            raise NotAllowed
        current.delete(template)
