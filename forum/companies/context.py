"""What hangs on a membership besides, which the domains above know; `forum.app` says who is asked."""

from collections.abc import Callable, Sequence
from datetime import date

from flask import Flask, current_app

from forum.core.clock import utc_now

BadgesOf = Callable[..., Sequence[str]]


def init_companies(app: Flask, badges_of: BadgesOf) -> None:
    """Set who knows the staff badges that a company has given: `badges_of(person_id, company_id=…, today=…)`."""
    app.extensions["company_badges"] = badges_of


def staff_badges_of(person_id: int, *, company_id: int) -> Sequence[str]:
    """The names of the editions, not over yet, in which the company has given a person a staff badge."""
    badges_of: BadgesOf = current_app.extensions["company_badges"]
    today: date = utc_now().date()
    return badges_of(person_id, company_id=company_id, today=today)
