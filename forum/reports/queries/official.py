"""The cut-off of the official report, and the reports that were issued."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from forum.core.database import one, session
from forum.editions.models import Edition
from forum.reports.models import IssuedReport, ReportCutoff
from forum.reports.rules.official import default_cutoff


def cutoff_of(edition: Edition) -> date:
    """The day until whose end the official report of an edition counts."""
    chosen = session().get(ReportCutoff, edition.id)
    return default_cutoff(edition.ends_on) if chosen is None else chosen.cut_on


def list_issued(edition_id: int) -> Sequence[IssuedReport]:
    """The reports that were issued, the last first, without what they say."""
    query = select(IssuedReport).where(IssuedReport.edition_id == edition_id).order_by(IssuedReport.number.desc())
    return session().scalars(query.options(defer(IssuedReport.content), joinedload(IssuedReport.issued_by))).all()


def get_issued(issued_id: int, *, edition_id: int) -> IssuedReport:
    """A report that was issued, with who did it.

    Raises:
        NotFound: there is none in this edition.
    """
    query = select(IssuedReport).where(IssuedReport.id == issued_id, IssuedReport.edition_id == edition_id)
    return one(query.options(joinedload(IssuedReport.issued_by)))


def find_former(issued: IssuedReport) -> IssuedReport | None:
    """The report that was issued before this one."""
    query = select(IssuedReport).where(
        IssuedReport.edition_id == issued.edition_id, IssuedReport.number == issued.number - 1
    )
    return session().scalars(query).one_or_none()
