"""Pages about one's personal data."""

from forum.arco.views.own import own

__all__ = ["own"]
