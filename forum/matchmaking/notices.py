"""What suppliers are told by mail."""

from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.editions.models import Edition
from forum.mail.service import queue_mail
from forum.matchmaking.models import Supplier


def notify_supplier(supplier: Supplier, person: Person, edition: Edition, *, now: datetime) -> None:
    """Tell somebody of a supplier what was decided on its taking part."""
    context = {"company": supplier.company.name, "status": supplier.status.value, "reason": supplier.reason}
    send_notice("meetings/supplier_decided", person, edition, context, now=now)


def send_notice(message: str, reader: Person, edition: Edition, context: dict[str, Any], *, now: datetime) -> None:
    """Queue a mail of an edition to a person, in their language."""
    queue_mail(
        message,
        to=reader.email,
        name=reader.full_name,
        language=reader.language,
        context={"edition": edition.name, "edition_slug": edition.slug, **context},
        now=now,
    )
