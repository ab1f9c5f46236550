"""The pages of the timetable's drafts: made in the background, read, compared, published."""

from forum.timetable.views import comparison, drafts, editing, plannings, publication
from forum.timetable.views.blueprint import blueprint

__all__ = ["blueprint", "comparison", "drafts", "editing", "plannings", "publication"]
