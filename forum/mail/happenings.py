"""What mails a person was sent."""

from collections.abc import Iterator

from flask import current_app, url_for

from forum.core.happenings import Happening, Whose
from forum.core.i18n import gettext as _
from forum.core.labels import label_of
from forum.mail.enums import MailState
from forum.mail.notices import subject_of
from forum.mail.queries import mails_to


def mail_happenings(whose: Whose) -> Iterator[Happening]:
    """The latest mails of an edition to a person's addresses, each with its subject and state, in one statement."""
    leaves = current_app.config["FORO"].smtp_host is not None
    for mail in mails_to(whose.emails, edition_id=whose.edition_id):
        label = label_of(mail.state)
        # without a server a mail is kept as a file, and "sent" would not be true
        word = _("Guardado") if mail.state is MailState.SENT and not leaves else label.word
        yield Happening(
            at=mail.created_at,
            title=subject_of(mail),
            note=f"{word} · {mail.to_email}",
            tone=label.tone,
            url=url_for("mail.mail_show", mail_id=mail.id),
        )
