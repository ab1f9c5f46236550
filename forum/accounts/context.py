"""The signed-in person of this request, loaded once, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, current_app, request
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from forum.accounts.enums import MissingStep, Role
from forum.accounts.errors import InvalidEmail
from forum.accounts.queries import session_owner, signed_in_rows
from forum.accounts.rules import PERMISSIONS, grants_at_door, may, may_somewhere, missing_step, normalise_email
from forum.core.access import access_of, is_for_keys
from forum.core.clock import utc_now
from forum.core.kept_forms import OWNER
from forum.core.limits import network_address
from forum.core.outages import in_outage
from forum.core.tokens import keyed_hash, sign, token_hash, unsign
from forum.core.web import only_asks
from forum.privacy.enums import RecipientKind, TransferBasis
from forum.privacy.rules.transfers import HandedTo
from forum.privacy.service import record_transfer

login_manager = LoginManager()

LEAVING = "accounts.sign_out_create"
_ALWAYS = frozenset({LEAVING, "accounts.sign_in_new"})
PAGES_OF_STEPS = {
    MissingStep.GIVE: _ALWAYS | {"second_step.code_new", "second_step.passkey_create"},
    MissingStep.SET_UP: _ALWAYS | {"second_step.second_step_show", "second_step.app_new", "second_step.passkey_new"},
}
"""The endpoints where a session is known that lacks a step."""
DEVICE = "device"
DEVICE_COOKIE = "foro_device"
DEVICE_LIFETIME = 365 * 24 * 3600
MOST_ACCOUNTS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """A signed-in person as plain values, not a row. `get_id` is the token of the session.

    `is_at_door`: the session opens the door of one edition and nothing else, whatever else the person may do. `step`:
    what is left to do before it opens anything; until then they have no roles.
    """

    id: int
    email: str | None
    display_name: str
    language: str
    session_id: int
    signed_in_at: datetime
    token: str
    grants: tuple[tuple[int | None, Role], ...]
    is_at_door: bool = False
    has_second: bool = False
    second_at: datetime | None = None
    step: MissingStep | None = None

    def get_id(self) -> str:
        """The token of the session: revoking the session's row signs the person out."""
        return self.token

    def may(self, permission: str, edition_id: int | None) -> bool:
        """Whether one of their roles has the permission in that edition (None: in all editions)."""
        return may(self.grants, permission, edition_id)

    def may_somewhere(self, permission: str) -> bool:
        """Whether they have the permission in some edition: enough to come in where each thing is asked for again."""
        return may_somewhere(self.grants, permission)

    @property
    def proved_at(self) -> datetime:
        """When they proved last who they are, by signing in or by the second step."""
        return max(self.signed_in_at, self.second_at or self.signed_in_at)

    @property
    def organises_all(self) -> bool:
        """Whether they organise all editions."""
        return (None, Role.ORGANISER) in self.grants

    def has_role(self, role: Role, edition_id: int | None) -> bool:
        """Whether they have this role in that edition."""
        return any(granted is role and where in {None, edition_id} for where, granted in self.grants)


def init_accounts(app: Flask) -> None:
    """Let Flask-Login load people by the token of their session."""
    login_manager.session_protection = None
    login_manager.init_app(app)
    login_manager.user_loader(load_signed_in)
    app.extensions[OWNER] = session_owner


def load_signed_in(token: str) -> SignedIn | None:
    """Who is signed in with this token, None when the session has ended or the database cannot say.

    A session for the door alone is known where the door is, and where it ends; one that lacks a step where that is
    taken: on every other page nobody is signed in. The API is opened by keys alone.
    """
    if is_for_keys():
        return None
    person = signed_in_with(token)
    if person is None or (person.is_at_door and not _is_of_the_door()):
        return None
    return person if person.step is None or request.endpoint in PAGES_OF_STEPS[person.step] else None


def _is_of_the_door() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    mark = access_of(view) if view is not None else None
    return mark in PERMISSIONS[Role.GATE_STEWARD] or request.endpoint == LEAVING


def signed_in_with(token: str) -> SignedIn | None:
    """The person of a session, whatever page is asked for."""
    if in_outage():
        return None
    rows = signed_in_rows(token_hash(token), now=utc_now())
    if not rows:
        return None
    first = rows[0]
    grants = tuple((row.edition_id, row.role) for row in rows if row.role is not None)
    door = first.door_edition_id
    step = missing_step(
        second_since=first.second_since,
        second_at=first.second_at,
        must_have=bool(first.organisers_need_second) and any(role is Role.ORGANISER for _, role in grants),
        is_at_door=door is not None,
    )
    if door is not None:
        grants = grants_at_door(grants, door)
    return SignedIn(
        id=first.id,
        email=first.email,
        display_name=f"{first.given_names} {first.first_surname}".strip(),
        language=first.language,
        session_id=first.session_id,
        signed_in_at=first.signed_in_at,
        token=token,
        grants=() if step else grants,
        is_at_door=door is not None,
        has_second=first.second_since is not None,
        second_at=first.second_at,
        step=step,
    )


def current_person() -> SignedIn:
    """The signed-in person; only for views marked `@signed_in` or `@requires`."""
    return cast("SignedIn", current_user._get_current_object())


def typed_address() -> str:
    """The address a form was sent with, as it is stored; empty where it is none (the form says so)."""
    try:
        return normalise_email(request.form.get("email", ""))
    except InvalidEmail:
        return ""


def address_here() -> str:
    """For limits: the typed address together with where it was typed.

    The tries of a stranger elsewhere do not count against the owner of the address; nor do those of a stranger in the
    same network against a browser the owner has signed in with.
    """
    address = typed_address()
    where = "known device" if _knows(address) else network_address()
    return address and f"{address} {where}"


def address_anywhere() -> str:
    """For limits: the typed address wherever it was typed; empty, so not counted, in a browser of its owner."""
    address = typed_address()
    return "" if _knows(address) else address


def remember_device(response: Response, address: str | None) -> None:
    """Remember for a year that somebody has signed in here: only as a hash of their address, and only for limits."""
    if address is None:
        return
    known = list(dict.fromkeys([keyed_hash(address), *_accounts_here()]))[:MOST_ACCOUNTS]
    response.set_cookie(
        _device_cookie(),
        sign(DEVICE, known),
        max_age=DEVICE_LIFETIME,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["FORO"].secure,
    )


def _knows(address: str) -> bool:
    return bool(address) and keyed_hash(address) in _accounts_here()


def _accounts_here() -> list[str]:
    known = unsign(DEVICE, request.cookies.get(_device_cookie(), ""))
    return known if isinstance(known, list) else []


def _device_cookie() -> str:
    return f"__Host-{DEVICE_COOKIE}" if current_app.config["FORO"].secure else DEVICE_COOKIE


def record_export(what: str, *, people: int, edition_id: int | None) -> None:
    """Write down that the current person took personal data out of the system, for the work of the organisers.

    `what`: a marked sentence; `people`: of how many.
    """
    if only_asks():
        return
    by = current_person()
    record_transfer(
        HandedTo(RecipientKind.TEAM, by.display_name, person_id=by.id),
        edition_id=edition_id,
        what=what,
        people=people,
        basis=TransferBasis.ORGANISING,
        by=by.id,
        now=utc_now(),
    )
