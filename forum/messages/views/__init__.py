"""The organisers' pages of messages, and everybody's page of their subscription to news."""

from forum.messages.views import recipients, sending, templates, timing, writing  # noqa: F401 - they add their pages
from forum.messages.views.blueprint import blueprint
from forum.messages.views.subscriptions import news

__all__ = ["blueprint", "news"]
