"""Passkeys as the second step of signing in (WebAuthn, W3C): kept, asked for, checked by the `webauthn` library."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.accounts.errors import TooManyPasskeys, WrongPasskey
from forum.accounts.models import Passkey, Person
from forum.accounts.queries import list_passkeys
from forum.accounts.rules import MOST_PASSKEYS
from forum.accounts.service.second_step import begin_second_step, end_if_last, mark_given
from forum.core.database import atomic, locked, refusing, session

Options = dict[str, Any]
"""What a browser is asked, as its own script reads it; `challenge`: what the answer is checked against."""


@dataclass(frozen=True, slots=True)
class Site:
    """Whom a passkey is for: the host, and the origins its pages may have (`https://foro.example`)."""

    host: str
    origins: Sequence[str]


def ask_for_new(person: Person, site: Site) -> Options:
    """What a browser is asked to make a passkey of this person, other than those there are."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Foro",
        user_id=str(person.id).encode(),
        user_name=person.email or person.full_name,
        user_display_name=person.full_name,
        exclude_credentials=_descriptors(person.id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    asked: Options = json.loads(options_to_json(options))
    return asked


def ask_for_known(person_id: int, site: Site) -> Options:
    """What a browser is asked to answer with one of the passkeys of a person."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_descriptors(person_id),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    asked: Options = json.loads(options_to_json(options))
    return asked


def add_passkey(
    person_id: int, *, answer: str, challenge: str, site: Site, name: str, session_id: int, now: datetime
) -> Sequence[str]:
    """Keep the passkey a browser made; returns new recovery codes if it is the first second step.

    Raises:
        WrongPasskey: the answer is not one to this challenge on this site, or was sent before.
        TooManyPasskeys: the person has as many as an account keeps.
    """
    from webauthn import base64url_to_bytes, verify_registration_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=list(site.origins),
        )
    except (WebAuthnException, ValueError) as error:
        raise WrongPasskey from error
    with atomic() as current:
        person = locked(Person, person_id)
        if len(list_passkeys(person_id)) >= MOST_PASSKEYS:
            raise TooManyPasskeys
        passkey = Passkey(
            person_id=person_id,
            credential_id=bytes_to_base64url(made.credential_id),
            public_key=bytes_to_base64url(made.credential_public_key),
            counter=made.sign_count,
            name=name,
            added_at=now,
        )
        with refusing("uq_passkey_credential_id", WrongPasskey()):
            current.add(passkey)
        return begin_second_step(person, session_id=session_id, now=now)


def give_passkey(person_id: int, *, answer: str, challenge: str, site: Site, session_id: int, now: datetime) -> None:
    """Give the second step in a session by a passkey.

    Raises:
        WrongPasskey: the answer is not that of a passkey of this person to this challenge on this site.
    """
    from webauthn import base64url_to_bytes, verify_authentication_response
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    with atomic():
        locked(Person, person_id)
        try:
            parsed = parse_authentication_credential_json(answer)
            key = next(each for each in list_passkeys(person_id) if each.credential_id == parsed.id.rstrip("="))
            proved = verify_authentication_response(
                credential=parsed,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=site.host,
                expected_origin=list(site.origins),
                credential_public_key=base64url_to_bytes(key.public_key),
                credential_current_sign_count=key.counter,
            )
        except (WebAuthnException, ValueError, StopIteration) as error:
            raise WrongPasskey from error
        key.counter, key.used_at = proved.new_sign_count, now
        mark_given(session_id, person_id=person_id, now=now)


def remove_passkey(passkey_id: int, *, by: int, now: datetime) -> None:
    """Take away one of one's own passkeys; with the last way the second step ends.

    Raises:
        NotFound: there is no such passkey of theirs.
    """
    with atomic():
        person = locked(Person, by)
        session().delete(locked(Passkey, passkey_id, person_id=by))
        session().flush()
        end_if_last(person, now=now)


def _descriptors(person_id: int) -> list[Any]:
    from webauthn import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in list_passkeys(person_id)
    ]
