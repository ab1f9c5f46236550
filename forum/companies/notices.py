"""The mails about companies, each in the language of its recipient.

A company belongs to no edition, and neither do its mails: they name its people, whom an edition in which the company
takes no part must not learn.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.companies.models import Ally, Company, CompanyInvitation
from forum.companies.queries.people import admins_of
from forum.mail.service import queue_mail


def notify_invited(
    invitation: CompanyInvitation, company: Company, by: Person, *, edition_slug: str, now: datetime
) -> None:
    """Send an invitation with its link."""
    queue_mail(
        "companies/invited",
        edition_id=None,
        to=invitation.email,
        name="",
        language=by.language,
        context={
            "invitation_id": invitation.id,
            "company": company.name,
            "by": by.full_name,
            "role": invitation.role.value,
            "expires_at": invitation.expires_at,
            "edition_slug": edition_slug,
        },
        now=now,
    )


def notify_joined(company: Company, newcomer: Person, *, edition_slug: str, now: datetime) -> None:
    """Notify the administrators that an invited colleague has joined."""
    told = {"newcomer": newcomer.full_name}
    _tell_admins("companies/joined", company, told, edition_slug=edition_slug, now=now, but=newcomer.id)


def notify_wish_to_join(
    company: Company, *, name: str, email: str, edition_slug: str, language: str, now: datetime
) -> None:
    """Notify the administrators that somebody typed their company's RFC, and confirm it to that person."""
    told = {"wisher": name, "email": email}
    _tell_admins("companies/wants_to_join", company, told, edition_slug=edition_slug, now=now)
    queue_mail(
        "companies/asked_to_join",
        edition_id=None,
        to=email,
        name=name,
        language=language,
        context={"rfc": company.rfc or "", "edition_slug": edition_slug},
        now=now,
    )


def notify_affiliation_answered(
    company: Company, ally: Ally, *, is_member: bool, edition_slug: str, now: datetime
) -> None:
    """Tell the administrators whether an ally counts their company among its members, as they asked."""
    told = {"ally": ally.name, "is_member": is_member}
    _tell_admins("companies/affiliation_answered", company, told, edition_slug=edition_slug, now=now)


def _tell_admins(
    mail: str, company: Company, told: Mapping[str, Any], *, edition_slug: str, now: datetime, but: int | None = None
) -> None:
    """Send a mail about their company to each administrator; `but`: the person it tells of."""
    context = {"company": company.name, "company_id": company.id, **told, "edition_slug": edition_slug}
    for admin in admins_of(company.id):
        if admin.id != but:
            queue_mail(
                mail,
                edition_id=None,
                to=admin.email,
                name=admin.full_name,
                language=admin.language,
                context=context,
                now=now,
            )


def notify_removed(company: Company, person: Person, *, now: datetime) -> None:
    """Notify a person that they no longer act for a company."""
    queue_mail(
        "companies/removed",
        edition_id=None,
        to=person.email,
        name=person.full_name,
        language=person.language,
        context={"company": company.name},
        now=now,
    )
