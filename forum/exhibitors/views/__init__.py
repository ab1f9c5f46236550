"""Pages about exhibitors: a company's application and staff, the organiser's review and stands."""

from forum.exhibitors.views import applications, reviews, reviews_many, staff, stands, stands_many
from forum.exhibitors.views.blueprint import blueprint

__all__ = ["applications", "blueprint", "reviews", "reviews_many", "staff", "stands", "stands_many"]
