"""The announcements of companies, made in the same transaction as the change."""

from dataclasses import dataclass
from datetime import datetime

from forum.companies.enums import Aim


@dataclass(frozen=True, kw_only=True, slots=True)
class CompanyRegistered:
    """Somebody registered a company on the page of an edition, and said what for."""

    company_id: int
    edition_id: int
    aim: Aim
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberLeft:
    """A person no longer acts for a company; `takes_badges`: its stands take their staff badges back as well."""

    company_id: int
    person_id: int
    takes_badges: bool
    by: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CompanyRenamed:
    """A company is called otherwise."""

    company_id: int
    at: datetime
