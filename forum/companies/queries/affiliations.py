"""Who belongs to an ally, who asked to, who represents it; and the allies of one company."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Select, exists, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import Person
from forum.companies.models import (
    Affiliation,
    AffiliationClaim,
    Ally,
    AllyCode,
    AllyLogo,
    AllyRepresentative,
    Company,
    CompanyCode,
)
from forum.core.collation import sort_key
from forum.core.database import found, one, session
from forum.core.paging import Page, rows_of


def get_ally(ally_id: int) -> Ally:
    """An ally.

    Raises:
        NotFound: there is none.
    """
    return found(session().get(Ally, ally_id))


def members_of_ally(ally_id: int, *, number: int, known: ColumnElement[bool]) -> Page[Row[tuple[int, Company]]]:
    """The companies that belong to an ally and are known, by name, each with the id of its membership."""
    ids = select(Affiliation.id).join(Company).where(Affiliation.ally_id == ally_id, known)
    members = select(Affiliation.id, Company).join(Company).where(Affiliation.ally_id == ally_id, known)
    return rows_of(members.order_by(Company.name_sorted, Company.id), number=number, ids=ids)


def open_claims_of(ally_id: int, *, known: ColumnElement[bool] | None = None) -> Sequence[AffiliationClaim]:
    """What companies asked the ally to confirm, the first first, each with its company; of those that are known."""
    query = select(AffiliationClaim).join(AffiliationClaim.company).options(contains_eager(AffiliationClaim.company))
    of_ally = query.where(AffiliationClaim.ally_id == ally_id, AffiliationClaim.decided_at.is_(None))
    return session().scalars((of_ally if known is None else of_ally.where(known)).order_by(AffiliationClaim.id)).all()


def ensure_known(
    of: type[Affiliation | AffiliationClaim], row_id: int, *, ally_id: int, known: ColumnElement[bool]
) -> None:
    """Refuse a membership or claim of the ally whose company is not known.

    Raises:
        NotFound: there is none that is known.
    """
    one(select(of.id).join(Company, Company.id == of.company_id).where(of.id == row_id, of.ally_id == ally_id, known))


def representatives_of(ally_id: int) -> Sequence[AllyRepresentative]:
    """Who represents an ally, the first first."""
    query = select(AllyRepresentative).options(joinedload(AllyRepresentative.person))
    return session().scalars(query.where(AllyRepresentative.ally_id == ally_id).order_by(AllyRepresentative.id)).all()


def allies_of_person(person_id: int) -> Sequence[Ally]:
    """The allies a person represents, by name."""
    query = select(Ally).join(AllyRepresentative, AllyRepresentative.ally_id == Ally.id)
    found_ones = session().scalars(query.where(AllyRepresentative.person_id == person_id)).all()
    return sorted(found_ones, key=lambda ally: sort_key(ally.name))


def ally_for(person_id: int, ally_id: int) -> Ally:
    """An ally the person represents.

    Raises:
        NotFound: they represent no such ally.
    """
    query = select(Ally).join(AllyRepresentative, AllyRepresentative.ally_id == Ally.id)
    return one(query.where(AllyRepresentative.person_id == person_id, Ally.id == ally_id))


def affiliations_of(company_id: int) -> Sequence[Affiliation]:
    """The memberships of a company, with their allies."""
    query = select(Affiliation).options(joinedload(Affiliation.ally)).where(Affiliation.company_id == company_id)
    return sorted(session().scalars(query), key=lambda each: sort_key(each.ally.name))


def claims_of_company(company_id: int) -> Sequence[AffiliationClaim]:
    """What a company asked and nobody has answered, or was not confirmed, the last first."""
    query = select(AffiliationClaim).options(joinedload(AffiliationClaim.ally))
    asked = query.where(AffiliationClaim.company_id == company_id, ~AffiliationClaim.accepted)
    return session().scalars(asked.order_by(AffiliationClaim.id.desc())).all()


def code_of_company(company_id: int, *, edition_id: int) -> Row[tuple[AllyCode, str]] | None:
    """The code a company came with in an edition, and the name of its ally."""
    query = (
        select(AllyCode, Ally.name)
        .join(CompanyCode, CompanyCode.code_id == AllyCode.id)
        .join(Ally, Ally.id == AllyCode.ally_id)
        .where(CompanyCode.company_id == company_id, CompanyCode.edition_id == edition_id)
    )
    return session().execute(query).one_or_none()


def list_ally_names() -> list[tuple[int, str]]:
    """Every ally, by name."""
    return _named(select(Ally.id, Ally.name))


def contact_takers() -> list[tuple[int, str]]:
    """The allies that may ask for contact data, by name."""
    return _named(select(Ally.id, Ally.name).where(Ally.takes_contacts))


def _named(query: Select[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted((row._tuple() for row in session().execute(query)), key=lambda row: sort_key(row[1]))


def _with_logo() -> Select[tuple[Ally, bool]]:
    return select(Ally, exists().where(AllyLogo.ally_id == Ally.id).label("has_logo"))


def public_allies() -> Sequence[Row[tuple[Ally, bool]]]:
    """The allies with a page on the public site, by name; and whether each has a logo."""
    rows = session().execute(_with_logo().where(Ally.is_public)).all()
    return sorted(rows, key=lambda row: sort_key(row[0].name))


def public_ally(slug: str) -> Row[tuple[Ally, bool]]:
    """An ally with a page on the public site, and whether it has a logo.

    Raises:
        NotFound: there is none.
    """
    return found(session().execute(_with_logo().where(Ally.slug == slug, Ally.is_public)).one_or_none())


def has_ally_logo(ally_id: int) -> bool:
    """Whether an ally has a logo."""
    return session().scalar(select(exists().where(AllyLogo.ally_id == ally_id))) or False


def ally_logo(slug: str) -> AllyLogo:
    """The logo of an ally.

    Raises:
        NotFound: there is no such ally, or it has none.
    """
    return one(select(AllyLogo).join(Ally, Ally.id == AllyLogo.ally_id).where(Ally.slug == slug))


def asked_by(claims: Sequence[AffiliationClaim]) -> dict[int, str]:
    """The names of the people who asked, by their ids."""
    ids = {claim.asked_by_id for claim in claims} - {None}
    people = session().scalars(select(Person).where(Person.id.in_(ids))) if ids else ()
    return {person.id: person.full_name for person in people}
