"""The second step of signing in: codes of an app (TOTP, RFC 6238) and recovery codes; who needs one.

Passkeys are in `passkeys.py`.
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

import pyotp
from sqlalchemy import delete, select, update

from forum.accounts.enums import AccountEventKind
from forum.accounts.errors import WrongCode
from forum.accounts.models import (
    AccountEvent,
    Authenticator,
    Passkey,
    Person,
    RecoveryCode,
    SignInRule,
    SignInSession,
)
from forum.accounts.notices import notify_account
from forum.accounts.rules import (
    CODE_DIGITS,
    CODE_SECONDS,
    RECOVERY_CODES,
    RECOVERY_LENGTH,
    RECOVERY_LETTERS,
    is_code_of_app,
    normal_code,
)
from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.core.sealing import seal, unseal
from forum.core.tokens import keyed_hash

THE_RULE = 1


def new_secret() -> str:
    """A secret for an app, in base 32 (160 bits)."""
    return pyotp.random_base32()


def app_address(secret: str, *, email: str | None) -> str:
    """The address (`otpauth:`) that an app reads from a QR code."""
    return _app(secret).provisioning_uri(name=email or "foro", issuer_name="Foro")


def add_authenticator(person_id: int, *, secret: str, code: str, session_id: int, now: datetime) -> Sequence[str]:
    """Take an app, proved by a code of it, instead of the former one; returns new recovery codes if it is the first.

    Raises:
        WrongCode: the app does not show this code.
    """
    counter = _counter_of(secret, normal_code(code), after=0, now=now)
    if counter is None:
        raise WrongCode
    sealed = b64encode(seal(_key(person_id), secret.encode())).decode()
    with atomic() as current:
        person = locked(Person, person_id)
        current.merge(Authenticator(person_id=person_id, secret_sealed=sealed, last_counter=counter, added_at=now))
        return begin_second_step(person, session_id=session_id, now=now)


def begin_second_step(person: Person, *, session_id: int, now: datetime) -> Sequence[str]:
    """What the first app or passkey of a locked person begins: two steps, recovery codes, a mail; else no codes."""
    mark_given(session_id, person_id=person.id, now=now)
    if person.second_since is not None:
        return ()
    person.second_since = now
    notify_account("second_step_set", person, now=now)
    return _write_recovery_codes(person.id)


def give_code(person_id: int, *, code: str, session_id: int, now: datetime) -> bool:
    """Give the second step in a session by a code of the app, or by a recovery code; returns whether it was the latter.

    Raises:
        WrongCode: it is neither, or was used before.
    """
    typed = normal_code(code)
    with atomic():
        locked(Person, person_id)  # of two tries with one code at once the second finds it used
        is_recovery = not is_code_of_app(typed)
        used = _use_recovery_code(person_id, typed, now=now) if is_recovery else _use_app(person_id, typed, now=now)
        if not used:
            raise WrongCode
        mark_given(session_id, person_id=person_id, now=now)
    return is_recovery


def mark_given(session_id: int, *, person_id: int, now: datetime) -> None:
    """Note that the second step was given in a session, inside `atomic()`."""
    locked(SignInSession, session_id, person_id=person_id).second_at = now


def renew_recovery_codes(person_id: int) -> Sequence[str]:
    """New recovery codes instead of those there are; none without a second step."""
    with atomic():
        person = locked(Person, person_id)
        return () if person.second_since is None else _write_recovery_codes(person_id)


def remove_authenticator(person_id: int, *, now: datetime) -> None:
    """Take one's own app away; with the last way the second step ends."""
    with atomic() as current:
        person = locked(Person, person_id)
        current.execute(delete(Authenticator).where(Authenticator.person_id == person_id))
        end_if_last(person, now=now)


def end_if_last(person: Person, *, now: datetime) -> None:
    """End the second step of a locked person who has neither app nor passkey any more, inside `atomic()`."""
    query = select(Authenticator.person_id).where(Authenticator.person_id == person.id)
    query_of_keys = select(Passkey.person_id).where(Passkey.person_id == person.id)
    if person.second_since is None or session().scalar(query.union_all(query_of_keys).limit(1)) is not None:
        return
    _end(person)
    notify_account("second_step_removed", person, now=now)


def reset_second_step(person_id: int, *, by: int | None, now: datetime) -> bool:
    """Take away all second steps of somebody who lost theirs, and tell them; False when they have none.

    By an organiser of all editions, or (None) by the operator at the console.

    Raises:
        NotFound: there is no such person.
    """
    with atomic():
        person = locked(Person, person_id)
        if person.second_since is None:
            return False
        _end(person)
        record(AccountEvent(person_id=person_id, kind=AccountEventKind.SECOND_STEP_REMOVED), by=by, now=now)
        notify_account("second_step_removed", person, now=now)
    return True


def require_second_step(*, is_needed: bool, by: int, now: datetime) -> None:
    """Say whether organisers of the site need a second step; those without one set it up when they come next."""
    with atomic() as current:
        current.merge(SignInRule(id=THE_RULE, organisers_need_second=is_needed, changed_at=now, changed_by_id=by))


def _end(person: Person) -> None:
    person.second_since = None
    for model in (Authenticator, Passkey, RecoveryCode):
        session().execute(delete(model).where(model.person_id == person.id))
    steps = update(SignInSession).where(SignInSession.person_id == person.id, SignInSession.second_at.is_not(None))
    session().execute(steps.values(second_at=None))


def _use_app(person_id: int, code: str, *, now: datetime) -> bool:
    app = session().get(Authenticator, person_id)
    secret = None if app is None else unseal(_key(person_id), b64decode(app.secret_sealed))
    if app is None or secret is None:
        return False
    counter = _counter_of(secret.decode(), code, after=app.last_counter, now=now)
    if counter is None:
        return False
    app.last_counter = counter
    return True


def _counter_of(secret: str, code: str, *, after: int, now: datetime) -> int | None:
    """The half minute whose code this is: of now, the one before or the next (RFC 6238, 5.2 and 6), after the last."""
    app = _app(secret)
    current = int(now.timestamp()) // CODE_SECONDS
    near = (current - 1, current, current + 1)
    matching = [each for each in near if hmac.compare_digest(app.generate_otp(each).encode(), code.encode())]
    return next((each for each in matching if each > after), None)


def _app(secret: str) -> pyotp.TOTP:
    return pyotp.TOTP(secret, digits=CODE_DIGITS, interval=CODE_SECONDS)


def _use_recovery_code(person_id: int, code: str, *, now: datetime) -> bool:
    of_theirs = RecoveryCode.person_id == person_id, RecoveryCode.code_hash == keyed_hash(code)
    using = update(RecoveryCode).where(*of_theirs, RecoveryCode.used_at.is_(None)).values(used_at=now)
    return session().scalar(using.returning(RecoveryCode.id)) is not None


def _write_recovery_codes(person_id: int) -> Sequence[str]:
    codes = ["".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    session().execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    session().add_all(RecoveryCode(person_id=person_id, code_hash=keyed_hash(code)) for code in codes)
    return codes


def _key(person_id: int) -> bytes:
    return bytes.fromhex(keyed_hash(f"authenticator {person_id}"))
