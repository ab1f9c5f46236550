"""Delegations and whom they name."""

from datetime import timedelta
from itertools import count

from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.names import PersonName
from forum.core.tokens import sign
from forum.delegations.models import Delegate, Delegation
from forum.delegations.service import create_delegation, name_person
from forum.delegations.service.delegations import Wish
from forum.delegations.service.naming import Guest
from forum.editions.models import Category
from tests.builders.people import a_person

_number = count(1)


def a_wish(category: Category, *, places: int = 2) -> Wish:
    """What somebody asks for."""
    return Wish(
        category_id=category.id,
        organisation="Escuela Norte",
        manager_name="Rosa Ibarra",
        manager_email=f"rosa{next(_number)}@example.mx",
        language="es",
        places=places,
    )


def a_delegation(category: Category, *, places: int = 2) -> Delegation:
    """A delegation that may name people for another ten days."""
    now = utc_now()
    return create_delegation(
        category.edition_id,
        wish=a_wish(category, places=places),
        changes_until=now + timedelta(days=10),
        by=a_person().id,
        now=now,
    )


def a_guest(email: str | None = None) -> Guest:
    """Somebody whom a manager names."""
    return Guest(PersonName("Leo", "Sanz"), email or f"leo{next(_number)}@example.mx")


def a_delegate(delegation: Delegation) -> Delegate:
    """Somebody whom a delegation has named."""
    return name_person(delegation.id, guest=a_guest(), now=utc_now())


def manager_link(delegation: Delegation) -> str:
    """The address of the manager's page."""
    nonce = session().get_one(Delegation, delegation.id, populate_existing=True).link_nonce
    return f"/d/{sign('delegation', [delegation.id, nonce])}"
