"""The changes of accounts: people, links and sessions, passwords, roles."""

from forum.accounts.service.closing import close_account, end_sessions_of, reopen_account
from forum.accounts.service.links import issue_link, renew_link, request_link, send_sign_in_link, use_link
from forum.accounts.service.passkeys import (
    Options,
    Site,
    add_passkey,
    ask_for_known,
    ask_for_new,
    give_passkey,
    remove_passkey,
)
from forum.accounts.service.passwords import hash_password, remove_password, set_password, sign_in_with_password
from forum.accounts.service.people import (
    describe_person,
    get_or_create_person,
    name_values,
    person_values,
    readdress,
    update_person,
)
from forum.accounts.service.roles import copy_team, end_role, grant_role, invite_person, revoke_role, set_committee
from forum.accounts.service.second_step import (
    add_authenticator,
    app_address,
    give_code,
    new_secret,
    remove_authenticator,
    renew_recovery_codes,
    require_second_step,
    reset_second_step,
)
from forum.accounts.service.sessions import OpenedSession, open_session, revoke_other_sessions, revoke_session

__all__ = [
    "OpenedSession",
    "Options",
    "Site",
    "add_authenticator",
    "add_passkey",
    "app_address",
    "ask_for_known",
    "ask_for_new",
    "close_account",
    "copy_team",
    "describe_person",
    "end_role",
    "end_sessions_of",
    "get_or_create_person",
    "give_code",
    "give_passkey",
    "grant_role",
    "hash_password",
    "invite_person",
    "issue_link",
    "name_values",
    "new_secret",
    "open_session",
    "person_values",
    "readdress",
    "remove_authenticator",
    "remove_passkey",
    "remove_password",
    "renew_link",
    "renew_recovery_codes",
    "reopen_account",
    "request_link",
    "require_second_step",
    "reset_second_step",
    "revoke_other_sessions",
    "revoke_role",
    "revoke_session",
    "send_sign_in_link",
    "set_committee",
    "set_password",
    "sign_in_with_password",
    "update_person",
    "use_link",
]
