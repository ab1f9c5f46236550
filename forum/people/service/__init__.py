"""Making two accounts of one person one."""

from forum.people.service.merging import Merger, merge, problems_of, values_of

__all__ = ["Merger", "merge", "problems_of", "values_of"]
