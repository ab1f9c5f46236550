"""The permissions of each role; rules for addresses, passwords, links and sessions."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from forum.accounts.enums import MissingStep, Role
from forum.accounts.errors import (
    InvalidEmail,
    LastOrganiser,
    PasswordGuessable,
    PasswordIsEmail,
    PasswordTooLong,
    PasswordTooShort,
)
from forum.core.incoming import drop_invisible
from forum.core.search import fold

LINK_LIFETIME = timedelta(minutes=15)  # as long as no other is sent: while one waits for it, the last one works
# An invitation lies in a mailbox that others may read later: it signs in for a day. Opened after that, it sends a new
# link to the same address at a press, for a week.
INVITATION_LIFETIME = timedelta(days=1)
RENEWAL_LIFETIME = timedelta(days=7)
SESSION_LIFETIME = timedelta(days=30)
FRESH_SIGN_IN = timedelta(minutes=15)
CODE_DIGITS, CODE_SECONDS = 6, 30
RECOVERY_CODES, RECOVERY_LENGTH = 10, 10
RECOVERY_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
MOST_PASSKEYS = 20
LEAST_PASSWORD, LONGEST_PASSWORD = 10, 200
SITE_WORDS = ("foro", "proveeduria", "automotriz", "contrasena")
LEAST_OF_ONES_OWN = 5  # letters of a password beside the words a stranger would try: the address, the site
EASILY_GUESSED = 1  # of zxcvbn's scores, 0 to 4: found within a million guesses
GMAIL = ("gmail.com", "googlemail.com")
ESTIMATED = 72  # characters zxcvbn looks at
_USUAL_ADDRESS = re.compile(r"([a-z0-9]+(?:[._+-][a-z0-9]+)*)@([a-z0-9.-]+)")
LONGEST_USUAL = 64

# the roles of the team; other roles come with registering or with a company
STAFF_ROLES = (
    Role.ORGANISER,
    Role.COORDINATOR,
    Role.COMMITTEE,
    Role.REGISTRATION_DESK,
    Role.GATE_SUPERVISOR,
    Role.GATE_STEWARD,
    Role.FLOOR_DESK,
    Role.VIEWER,
)
# granted once, still shown and taken back; offered again once they can do something of their own
NOT_OFFERED = (Role.COMMITTEE,)
OFFERED_ROLES = tuple(role for role in STAFF_ROLES if role not in NOT_OFFERED)
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)

PERMISSIONS: Mapping[Role, frozenset[str]] = {
    Role.ORGANISER: frozenset(
        {
            "accounts.grant",
            "badges.print",
            "checkin.scan",
            "checkin.supervise",
            "dashboard.view",
            "editions.edit",
            "exhibitors.review",
            "floor.work",
            "imports.make",
            "mail.read",
            "meetings.coordinate",
            "privacy.manage",
            "programme.edit",
            "messages.send",
            "registration.review",
        }
    ),
    Role.COORDINATOR: frozenset({"dashboard.view", "floor.work", "meetings.coordinate"}),
    Role.COMMITTEE: frozenset({"dashboard.view", "programme.edit"}),
    Role.VIEWER: frozenset({"dashboard.view"}),
    Role.GATE_STEWARD: frozenset({"checkin.scan"}),
    Role.GATE_SUPERVISOR: frozenset({"checkin.scan", "checkin.supervise"}),
    Role.REGISTRATION_DESK: frozenset({"badges.print", "checkin.scan", "registration.review"}),
    Role.FLOOR_DESK: frozenset({"dashboard.view", "floor.work"}),
}


def may(grants: Iterable[tuple[int | None, Role]], permission: str, edition_id: int | None) -> bool:
    """Whether grants (edition id, role) include a permission in an edition; with no edition, in all of them.

    A role in one edition never counts where no edition is named: what stands above editions belongs to all of them.
    """
    return any(
        permission in PERMISSIONS.get(role, frozenset())
        for granted_in, role in grants
        if granted_in is None or granted_in == edition_id
    )


def grants_at_door(
    grants: Iterable[tuple[int | None, Role]], door_edition_id: int
) -> tuple[tuple[int | None, Role], ...]:
    """What is left of somebody's grants in a session for the door of an edition: a steward's, if they may scan."""
    steward = (door_edition_id, Role.GATE_STEWARD)
    (needed,) = PERMISSIONS[Role.GATE_STEWARD]
    return (steward,) if may(grants, needed, door_edition_id) else ()


def may_somewhere(grants: Iterable[tuple[int | None, Role]], permission: str) -> bool:
    """Whether grants include a permission in some edition: enough to open a page that shows only those editions."""
    return any(permission in PERMISSIONS.get(role, frozenset()) for _granted_in, role in grants)


def normalise_email(text: str) -> str:
    """An address as it is stored: lower case, its domain in ASCII. Whether the domain exists is not checked.

    What is pasted with it and nobody sees is left out, and full-width letters are letters (NFKC).

    Raises:
        InvalidEmail: it is not an address mail can be sent to.
    """
    address = unicodedata.normalize("NFKC", drop_invisible(text or "")).strip()
    usual = _USUAL_ADDRESS.fullmatch(address.lower())
    if usual is not None and len(address) <= LONGEST_USUAL:
        return f"{usual[1]}@{_usual_domain(usual[2])}"
    return _validated(address)


@lru_cache(maxsize=4096)
def _usual_domain(domain: str) -> str:
    """The domain of an address whose part before the @ is beyond doubt: the same few serve most people."""
    return _validated(f"a@{domain}").partition("@")[2]


def _validated(address: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(address, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError as error:
        raise InvalidEmail from error
    return str(found.ascii_email or found.normalized).lower()


def mailbox_of(email: str) -> str:
    """The mailbox a stored address leads to: without what follows a plus, and at Gmail without dots.

    Only a hint that two addresses may be one person's: never a key, and no reason to join them.
    """
    local, _at, domain = email.partition("@")
    local = local.partition("+")[0] or local
    if domain in GMAIL:
        return f"{local.replace('.', '')}@{GMAIL[0]}"
    return f"{local}@{domain}"


def normalise_password(text: str) -> str:
    """A password as it is compared and hashed: one form (NFKC) for what keyboards send in several."""
    return unicodedata.normalize("NFKC", text)


def ensure_password(password: str, *, email: str | None) -> None:
    """Refuse a password that is too short, too long, the address, or easily guessed (NIST SP 800-63B, 5.1.1.2).

    Raises:
        PasswordTooShort: fewer than ten characters.
        PasswordTooLong: more than two hundred.
        PasswordIsEmail: it is the address, or the part before the @.
        PasswordGuessable: it is common, a pattern, or little more than the address or the name of the site.
    """
    password = normalise_password(password)
    if len(password) < LEAST_PASSWORD:
        raise PasswordTooShort(least=LEAST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise PasswordTooLong(longest=LONGEST_PASSWORD)
    if email and password.strip().lower() in {email, email.split("@", 1)[0]}:
        raise PasswordIsEmail
    known = _words_of(email or "")
    if _is_made_of(password, known) or _score(password, known) <= EASILY_GUESSED:
        raise PasswordGuessable


def _words_of(email: str) -> list[str]:
    """What a stranger would try: the address, its parts, the name of the site; the longest first."""
    local, _at, domain = email.partition("@")
    parts = re.split(r"[^a-z0-9]+", f"{local} {domain}")
    words = {email, local, *SITE_WORDS, *(part for part in parts if len(part) > 2)} - {""}
    return sorted(words, key=len, reverse=True)


def _is_made_of(password: str, known: Iterable[str]) -> bool:
    rest = folded = fold(password)
    for word in known:
        rest = rest.replace(word, " ")
    return rest != folded and sum(character.isalpha() for character in rest) < LEAST_OF_ONES_OWN


def _score(password: str, known: list[str]) -> int:
    from zxcvbn import zxcvbn

    return int(zxcvbn(fold(password)[:ESTIMATED], user_inputs=known)["score"])


def is_renewable(created_at: datetime, *, now: datetime) -> bool:
    """Whether a link that is over may still send another to its person."""
    return now - created_at <= RENEWAL_LIFETIME


def is_live(expires_at: datetime, *, used_at: datetime | None, now: datetime) -> bool:
    """Whether a link can still be used."""
    return used_at is None and expires_at > now


def is_fresh(signed_in_at: datetime, *, now: datetime) -> bool:
    """Whether somebody signed in so recently that they may set a password without the current one."""
    return now - signed_in_at <= FRESH_SIGN_IN


def missing_step(
    *, second_since: datetime | None, second_at: datetime | None, must_have: bool, is_at_door: bool
) -> MissingStep | None:
    """What a session still lacks. At the door a phone was let in by somebody who stands there: nothing."""
    if is_at_door:
        return None
    if second_since is not None:
        return MissingStep.GIVE if second_at is None else None
    return MissingStep.SET_UP if must_have else None


def normal_code(text: str) -> str:
    """A code as it is compared: without the spaces and hyphens people read it with, in capital letters."""
    return "".join(character for character in text.upper() if character.isalnum())


def is_code_of_app(code: str) -> bool:
    """Whether a code has the form of an app's: six digits of ASCII."""
    return len(code) == CODE_DIGITS and code.isascii() and code.isdigit()


def ensure_organiser_remains(grants: Iterable[tuple[int, int | None]], *, leaving: int, everywhere: bool) -> None:
    """Refuse to revoke the last organiser of an edition, or of all editions.

    Args:
        grants: (id, edition id or None) of the organisers' grants that are valid in the edition.
        leaving: the id of the grant to be revoked.
        everywhere: whether that grant is valid in all editions.

    Raises:
        LastOrganiser: nobody else would be left.
    """
    others = [edition_id for grant_id, edition_id in grants if grant_id != leaving]
    if not others or (everywhere and None not in others):
        raise LastOrganiser


def ensure_organisers_remain(grants: Iterable[tuple[int, int | None]], *, leaving: int) -> None:
    """Refuse to close the account of the last organiser of all editions, or of one edition.

    Args:
        grants: (person id, edition id or None) of all organisers' grants of open accounts.
        leaving: the id of the person whose account is to be closed.

    Raises:
        LastOrganiser: nobody else would be left.
    """
    listed = list(grants)
    others = {edition_id for person_id, edition_id in listed if person_id != leaving}
    left = {edition_id for person_id, edition_id in listed if person_id == leaving}
    if None not in others and not left <= others:
        raise LastOrganiser


def browser_name(user_agent: str) -> str:
    """The name of a browser, such as "Chrome · Android"; empty when it is unknown."""
    browser = next((name for mark, name in BROWSERS if re.search(rf"\b{mark}/", user_agent)), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, (browser, system)))
