"""The mails about applications, each in the language of its recipient."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from forum.companies.queries.people import admins_of
from forum.core.database import session
from forum.editions.models import Edition
from forum.exhibitors.models import Exhibitor, Stand
from forum.mail.service import queue_mail


def notify_admins(exhibitor: Exhibitor, message: str, *, now: datetime, **context: Any) -> None:
    """Queue a mail about an application to every administrator of its company."""
    about = {**context_of(exhibitor), **context}
    for person in admins_of(exhibitor.company_id):
        queue_mail(
            f"exhibitors/{message}",
            edition_id=exhibitor.edition_id,
            to=person.email,
            name=person.full_name,
            language=person.language,
            context=about,
            now=now,
        )


def context_of(exhibitor: Exhibitor) -> dict[str, Any]:
    """What every mail about an application may show: the edition, the company and the stand."""
    edition = session().scalars(select(Edition).where(Edition.id == exhibitor.edition_id)).one()
    code = session().scalar(select(Stand.code).where(Stand.id == exhibitor.stand_id))
    return {
        "edition": edition.name,
        "edition_slug": edition.slug,
        "starts_on": edition.starts_on,
        "venue": edition.venue_name,
        "exhibitor_id": exhibitor.id,
        "company": exhibitor.company.name,
        "stand": code,
        "staff_quota": exhibitor.staff_quota,
    }
