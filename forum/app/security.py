"""What the security log tells of rows: sessions that begin, roles and accounts that change, keys, data handed over."""

from functools import cache

from forum.accounts.models import AccountEvent, Authenticator, Passkey, RoleEvent, SignInSession
from forum.core.logs import note_rows
from forum.integrations.models import IntegrationEvent
from forum.privacy.models import Transfer


@cache
def init_security_log() -> None:
    """Follow the tables; once for each process, as they belong to all its apps."""
    note_rows(SignInSession, "signed in", "person_id", "door_edition_id")
    note_rows(RoleEvent, "role changed", "person_id", "edition_id", "role", "granted", "by_id")
    note_rows(AccountEvent, "account changed", "person_id", "kind", "by_id")
    note_rows(Authenticator, "second step added", "person_id")
    note_rows(Passkey, "passkey added", "person_id")
    note_rows(IntegrationEvent, "integration changed", "edition_id", "kind", "by_id")
    note_rows(Transfer, "data handed over", "edition_id", "recipient_kind", "people", "by_id")
