"""The report of an edition, put together in the reader's language: parts, figures, and what each of them counts."""

from forum.reports.context.breakdowns import committee_report_of
from forum.reports.context.business import business_of
from forum.reports.context.report import comparison_of, report_of, satisfaction_of
from forum.reports.context.sheet import sheet_of

__all__ = ["business_of", "committee_report_of", "comparison_of", "report_of", "satisfaction_of", "sheet_of"]
