"""What companies offer and hold, as a match asks for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, bindparam, cast, func, null, or_, select, union_all

from forum.companies.models import Capability, Certificate, Process
from forum.core.database import session
from forum.core.prepared import Prepared
from forum.matchmaking.rules.match import CompanyProfile, HeldCertificate

EVIDENCE = or_(
    Certificate.has_file,
    and_(func.coalesce(Certificate.body, "") != "", func.coalesce(Certificate.number, "") != ""),
)
"""`Certificate.has_evidence`, asked of the database."""
_CERTIFICATE = (Certificate.standard, Certificate.valid_until, Certificate.in_process, EVIDENCE.label("evidence"))
_NO_CERTIFICATE = tuple(cast(null(), column.type).label(column.key) for column in _CERTIFICATE)
NOTHING = CompanyProfile(processes=frozenset(), families=frozenset(), certificates={})


def get_profiles(company_ids: Collection[int]) -> dict[int, CompanyProfile]:
    """What each of these companies offers and holds, in one statement: company id to profile."""
    query = _profiles(Capability.company_id.in_(company_ids), Certificate.company_id.in_(company_ids))
    found = _collected(session().execute(query))
    return {company_id: found.get(company_id, NOTHING) for company_id in company_ids}


def get_profile(company_id: int) -> CompanyProfile:
    """The same of one company."""
    return _collected(_PROFILE.rows(company_id=company_id)).get(company_id, NOTHING)


def _profiles(offers: ColumnElement[bool], holds: ColumnElement[bool]) -> CompoundSelect[Any]:
    offered = (
        select(Capability.company_id, Capability.process_id, Process.parent_id, *_NO_CERTIFICATE)
        .join(Process, Process.id == Capability.process_id)
        .where(offers)
    )
    return union_all(offered, select(Certificate.company_id, null(), null(), *_CERTIFICATE).where(holds))


_PROFILE = Prepared(
    _profiles(Capability.company_id == bindparam("company_id"), Certificate.company_id == bindparam("company_id"))
)


def _collected(rows: Iterable[Any]) -> dict[int, CompanyProfile]:
    processes: dict[int, set[int]] = defaultdict(set)
    families: dict[int, set[int]] = defaultdict(set)
    certificates: dict[int, dict[str, HeldCertificate]] = defaultdict(dict)
    for company_id, process_id, family_id, standard, until, in_process, evidence in rows:
        if process_id is not None:
            processes[company_id].add(process_id)
        if family_id is not None:
            families[company_id].add(family_id)
        if standard is not None:
            certificates[company_id][standard] = HeldCertificate(
                valid_until=until, in_process=bool(in_process), has_evidence=bool(evidence)
            )
    return {
        company_id: CompanyProfile(
            processes=frozenset(processes.get(company_id, ())),
            families=frozenset(families.get(company_id, ())),
            certificates=certificates.get(company_id, {}),
        )
        for company_id in {*processes, *certificates}
    }
