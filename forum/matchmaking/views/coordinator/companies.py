"""Which company a buyer is invited for: the co-ordinator chooses among those of the name, or makes a new one."""

from forum.companies.context import company_parts
from forum.companies.queries.namesakes import Namesake, NamesakeMember, PastPart, list_namesakes
from forum.core.filters import long_date
from forum.core.forms import options
from forum.core.i18n import gettext as _
from forum.core.i18n import ngettext
from forum.matchmaking.forms import BuyerForm
from forum.matchmaking.service import BuyingCompany

NEW = "new"
MOST_MEMBERS = 5


def offer_companies(form: BuyerForm) -> dict[str, str]:
    """Offer the companies of the name that was typed, and a new one; returns what tells them apart, by choice."""
    namesakes = list_namesakes(form.company_name.data, company_parts()) if form.company_name.data else []
    if not namesakes:
        return {}
    named = [(str(each.company.id), f"{each.company.name} · {each.company.legal_name}") for each in namesakes]
    form.company_choice.choices = options([*named, (NEW, _("Ninguna: crear una empresa nueva"))])
    form.company_choice.flags.required = True
    hints = {str(each.company.id): _hint(each) for each in namesakes}
    return {**hints, NEW: _("Nadie más la administra; nace con el nombre que escribió.")}


def chosen_company(form: BuyerForm) -> BuyingCompany:
    """What the form says of the company."""
    choice = form.company_choice.data or ""
    return BuyingCompany(
        name=form.company_name.data,
        company_id=int(choice) if choice.isdecimal() else None,
        is_new=choice == NEW,
    )


def _hint(namesake: Namesake) -> str:
    company = namesake.company
    said = [
        _("RFC %(rfc)s", rfc=company.rfc) if company.rfc else _("Sin RFC"),
        _("Registrada el %(date)s", date=long_date(company.created_at)),
        _people(namesake.members),
        "; ".join(_past(each) for each in namesake.history) or _("No ha participado en ninguna edición"),
    ]
    return " · ".join(said)


def _people(members: tuple[NamesakeMember, ...]) -> str:
    if not members:
        return _("Nadie la representa todavía")
    named = ", ".join(
        _(
            "%(name)s (%(domain)s, desde %(date)s)",
            name=each.name,
            domain=each.domain or "—",
            date=long_date(each.since),
        )
        for each in members[:MOST_MEMBERS]
    )
    left = len(members) - MOST_MEMBERS
    if left <= 0:
        return named
    more = ngettext("y %(num)s persona más", "y %(num)s personas más", left)
    return f"{named} {more}"


def _past(part: PastPart) -> str:
    parts = ", ".join(_(label) for label in part.parts)
    return f"{part.edition} {part.starts_on.year}: {parts}"
