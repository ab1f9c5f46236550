"""The mails to the manager of a delegation, in their language."""

from datetime import datetime
from typing import Any

from forum.core.database import session
from forum.delegations.models import Delegation
from forum.editions.models import Category
from forum.editions.queries import get_edition
from forum.mail.service import queue_mail


def notify_manager(message: str, delegation: Delegation, *, now: datetime, **said: Any) -> None:
    """Queue one of the mails below `mail/delegations/`, which all say: the delegation, how many places, their link."""
    edition = get_edition(delegation.edition_id)
    category = session().get_one(Category, delegation.category_id)
    context: dict[str, Any] = {
        "delegation": [delegation.id, delegation.link_nonce],
        "organisation": delegation.organisation,
        "places": delegation.places,
        "category_es": category.name_es,
        "category_en": category.name_en,
        "edition": edition.name,
        "starts_on": edition.starts_on,
        "ends_on": edition.ends_on,
        "changes_until": delegation.changes_until,
        **said,
    }
    queue_mail(
        f"delegations/{message}",
        edition_id=edition.id,
        to=delegation.manager_email,
        name=delegation.manager_name,
        language=delegation.language,
        context=context,
        now=now,
    )
