"""The organiser's pages of figures: how things stand, who entered, what changed."""

from forum.dashboard.views import arrivals, changes, charts, figures, system, wall
from forum.dashboard.views.blueprint import blueprint

__all__ = ["arrivals", "blueprint", "changes", "charts", "figures", "system", "wall"]
