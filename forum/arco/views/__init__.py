"""Pages about one's personal data, and the privacy desk."""

from forum.arco.views.desk import desk
from forum.arco.views.filing import filing
from forum.arco.views.own import own

__all__ = ["desk", "filing", "own"]
