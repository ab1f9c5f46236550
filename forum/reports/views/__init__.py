"""The report on an edition, on the screen, on paper and as a sheet."""

from forum.reports.views import business, comparison, loading, official, report, satisfaction
from forum.reports.views.blueprint import blueprint

__all__ = ["blueprint", "business", "comparison", "loading", "official", "report", "satisfaction"]
