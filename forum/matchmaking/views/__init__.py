"""Pages of buyers, suppliers and requirements."""

from forum.matchmaking.views import contact, loading, participation, public
from forum.matchmaking.views.blueprint import blueprint
from forum.matchmaking.views.buyer import drawings, invitation, requirements
from forum.matchmaking.views.coordinator import again, buyers, suppliers, suppliers_many
from forum.matchmaking.views.coordinator import drawings as coordinated_drawings
from forum.matchmaking.views.coordinator import requirements as coordinated_requirements

PAGES = (
    again,
    buyers,
    contact,
    coordinated_drawings,
    coordinated_requirements,
    drawings,
    invitation,
    loading,
    participation,
    public,
    requirements,
    suppliers,
    suppliers_many,
)
"""The modules whose views hang on the blueprint."""

__all__ = ["PAGES", "blueprint"]
