"""What somebody is told by mail of their account."""

from datetime import datetime

from forum.accounts.models import Person
from forum.mail.service import queue_mail


def notify_account(message: str, person: Person, *, now: datetime) -> None:
    """Tell a person what happened to their account: `message` is a folder of `mail/accounts`."""
    queue_mail(
        f"accounts/{message}",
        edition_id=None,
        to=person.email,
        name=person.full_name,
        language=person.language,
        context={"at": now},
        now=now,
    )
