"""The mails to buyers who are removed and to suppliers, and how a mail about an edition is queued."""

from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.editions.models import Edition
from forum.mail.rules import Digest
from forum.mail.service import queue_mail
from forum.matchmaking.enums import RequirementChange
from forum.matchmaking.models import Buyer, Requirement, Supplier


def notify_supplier(supplier: Supplier, person: Person, edition: Edition, *, now: datetime) -> None:
    """Notify a representative of a supplier of the decision about its participation."""
    context = {"company": supplier.company.name, "status": supplier.status.value, "reason": supplier.reason}
    queue_notice("meetings/supplier_decided", person, edition, context, now=now)


def notify_removed(buyer: Buyer, edition: Edition, *, keeps_badge: bool, handed_to: str | None, now: datetime) -> None:
    """Notify a buyer that they are none any more, why, and who has their agenda now (None: it was cancelled)."""
    context = {
        "company": buyer.company.name,
        "reason": buyer.removal_reason,
        "keeps_badge": keeps_badge,
        "handed_to": handed_to,
    }
    queue_notice("meetings/buyer_removed", buyer.person, edition, context, now=now)


def notify_requirement(requirement: Requirement, kind: RequirementChange, edition: Edition, *, now: datetime) -> None:
    """Notify a buyer of what the co-ordinator did with a requirement of theirs; never of its value."""
    context = {"title": requirement.title, "change": kind.value, "requirement_id": requirement.id}
    queue_notice("meetings/requirement_changed", requirement.buyer.person, edition, context, now=now)


def notify_loaded(buyer: Buyer, count: int, edition: Edition, *, now: datetime) -> None:
    """Notify a buyer that the co-ordinator wrote requirements for them from a sheet."""
    queue_notice("meetings/requirements_loaded", buyer.person, edition, {"count": count}, now=now)


def queue_notice(
    message: str,
    person: Person,
    edition: Edition,
    context: dict[str, Any],
    *,
    now: datetime,
    digest: Digest | None = None,
) -> None:
    """Queue a mail about an edition to a person, in their language; `digest`: with which others it may leave as one."""
    queue_mail(
        message,
        edition_id=edition.id,
        to=person.email,
        name=person.full_name,
        language=person.language,
        context={"edition": edition.name, "edition_slug": edition.slug, **context},
        now=now,
        digest=digest,
    )
