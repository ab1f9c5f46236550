"""Companies and their members."""

from itertools import count

from forum.accounts.models import Person
from forum.companies.enums import Activity, CompanyRole
from forum.companies.models import (
    Affiliation,
    AffiliationClaim,
    Ally,
    AllyCode,
    AllyRepresentative,
    Capability,
    Company,
    Membership,
    Process,
)
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.search import fold

_number = count(1)


def a_company(**values: object) -> Company:
    """An industrial company without RFC, unless one is given."""
    n = next(_number)
    defaults: dict[str, object] = {
        "name": f"Troquelados del Bajío {n}",
        "legal_name": f"TROQUELADOS DEL BAJIO {n}",
        "activity": Activity.INDUSTRIA,
        "created_at": utc_now(),
    }
    with atomic() as session:
        company = Company(**{**defaults, **values})
        session.add(company)
    return company


def a_membership(company: Company, person: Person, role: CompanyRole = CompanyRole.ADMIN) -> Membership:
    """A person who acts for a company."""
    with atomic() as session:
        membership = Membership(company_id=company.id, person_id=person.id, role=role, since=utc_now())
        session.add(membership)
    return membership


def a_process(name: str = "Estampado progresivo", **values: object) -> Process:
    """An entry of the catalogue."""
    n = next(_number)
    with atomic() as session:
        process = Process(**{"code": f"P{n}", "name_es": name, "name_en": name, "folded": fold(name), **values})
        session.add(process)
    return process


def a_capability(company: Company, process: Process, **values: object) -> Capability:
    """A process a company offers."""
    with atomic() as session:
        capability = Capability(company_id=company.id, process_id=process.id, **values)
        session.add(capability)
    return capability


def an_ally(name: str = "Coparmex León") -> Ally:
    """An allied organisation."""
    with atomic() as session:
        ally = Ally(name=name, slug=f"aliado-{next(_number)}")
        session.add(ally)
    return ally


def an_affiliation(ally: Ally, company: Company) -> Affiliation:
    """A company that belongs to an ally."""
    with atomic() as session:
        affiliation = Affiliation(ally_id=ally.id, company_id=company.id)
        session.add(affiliation)
    return affiliation


def a_claim(ally: Ally, company: Company) -> AffiliationClaim:
    """A company that asks an ally to confirm that it belongs to it."""
    with atomic() as session:
        claim = AffiliationClaim(ally_id=ally.id, company_id=company.id, asked_at=utc_now())
        session.add(claim)
    return claim


def a_representative(ally: Ally, person: Person) -> AllyRepresentative:
    """A person who sees the page of an ally."""
    with atomic() as session:
        representative = AllyRepresentative(ally_id=ally.id, person_id=person.id, since=utc_now())
        session.add(representative)
    return representative


def an_ally_code(ally: Ally, **values: object) -> AllyCode:
    """A code without cap or expiry, valid in every edition."""
    with atomic() as session:
        code = AllyCode(**{"ally_id": ally.id, "code": f"ALIADO-{next(_number)}", "uses": 0, **values})
        session.add(code)
    return code
