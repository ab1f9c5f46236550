"""Pages about companies: registering one, its portal, and the organiser's lists."""

from forum.companies.views import (
    affiliations,
    allies,
    ally_members,
    capacities,
    certificates,
    directory,
    directory_many,
    logos,
    people,
    portal,
    registering,
    sites,
)
from forum.companies.views.blueprint import blueprint

__all__ = [
    "affiliations",
    "allies",
    "ally_members",
    "blueprint",
    "capacities",
    "certificates",
    "directory",
    "directory_many",
    "logos",
    "people",
    "portal",
    "registering",
    "sites",
]
