"""The first organiser, and the way in of one who lost their second step."""

from collections.abc import Iterator

from forum.accounts.enums import Role
from forum.accounts.queries import find_person_by_email, is_organised
from forum.accounts.rules import normalise_email
from forum.accounts.service import get_or_create_person, grant_role, issue_link, reset_second_step
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


def remove_second_step(email: str) -> bool:
    """Take away the second step of the person with this address; False when nobody has it, or they have none."""
    person = find_person_by_email(normalise_email(email))
    return person is not None and reset_second_step(person.id, by=None, now=utc_now())


def check_organiser() -> Iterator[Finding]:
    """There is an organiser."""
    if is_organised():
        yield fine("There is an organiser.")
    else:
        yield worth_knowing("There is no organiser yet. Run: forum create-organiser EMAIL")
