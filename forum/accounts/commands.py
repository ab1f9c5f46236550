"""The first organiser."""

from collections.abc import Iterator

from forum.accounts.enums import Role
from forum.accounts.queries import is_organised
from forum.accounts.service import get_or_create_person, grant_role, issue_link
from forum.accounts.service.links import PURPOSE
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.findings import Finding, fine, worth_knowing
from forum.core.names import PersonName
from forum.core.tokens import sign
from forum.mail.notices import link


def create_organiser(email: str) -> str:
    """Make the person with this address an organiser of all editions; returns a sign-in link, which works once.

    Raises:
        InvalidEmail: it is not an address.
    """
    now = utc_now()
    with atomic():
        person = get_or_create_person(email, name=PersonName(email.split("@", 1)[0]), language="es", now=now)
        grant_role(person.id, role=Role.ORGANISER, edition_id=None, by=None, now=now)
        nonce = issue_link(person.id, next_path="/account/start", now=now)
    return link("accounts.link_show", token=sign(PURPOSE, nonce))


def check_organiser() -> Iterator[Finding]:
    """There is an organiser."""
    if is_organised():
        yield fine("There is an organiser.")
    else:
        yield worth_knowing("There is no organiser yet. Run: forum create-organiser EMAIL")
