"""The pages of delegations: the organiser's, the manager's behind their link, the request, the confirmation."""

from forum.delegations.views import desk, manager, public, sheets
from forum.delegations.views.blueprints import delegation_desk, delegations

__all__ = ["delegation_desk", "delegations", "desk", "manager", "public", "sheets"]
