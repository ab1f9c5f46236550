"""The pages of keys and webhooks, the API itself, and its document."""

from forum.integrations.views import keys, webhooks  # noqa: F401 - they add their pages
from forum.integrations.views.blueprint import blueprint
from forum.integrations.views.operations import api_of
from forum.integrations.views.reference import api_pages

__all__ = ["api_of", "api_pages", "blueprint"]
