"""The delegation a manager's link belongs to, and what a person who was named is asked on their own page."""

from forum.core.edition import enter_edition
from forum.core.errors import NotFound
from forum.core.i18n import N_
from forum.core.links import LinkTo
from forum.core.tokens import unsign
from forum.delegations.models import Delegation
from forum.delegations.queries import delegation_by_link, find_naming

PURPOSE = "delegation"
CONFIRM = LinkTo(N_("Confirmar que asisto"), "delegations.confirmation_show", icon="check")


def delegation_of_link(token: str) -> Delegation:
    """The delegation of a manager's link; its edition becomes the current one.

    Raises:
        NotFound: the link was not signed by us, or a newer one has replaced it.
    """
    signed = unsign(PURPOSE, token)
    if not isinstance(signed, list) or len(signed) != 2:
        raise NotFound
    delegation, edition = delegation_by_link(signed[0], signed[1])
    enter_edition(edition)
    return delegation


def asked_of(registration_id: int) -> tuple[LinkTo, ...]:
    """What somebody on a place of a group is still asked: to confirm, where a delegation named them."""
    naming = find_naming(registration_id)
    return (CONFIRM,) if naming is not None and naming[0].confirmed_at is None else ()
