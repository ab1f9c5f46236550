"""Pages about one's personal data, and the privacy desk."""

from forum.arco.views import desk as requests
from forum.arco.views import ledger, notices, retention, transfers
from forum.arco.views.blueprint import desk
from forum.arco.views.filing import filing
from forum.arco.views.own import own

__all__ = ["desk", "filing", "ledger", "notices", "own", "requests", "retention", "transfers"]
