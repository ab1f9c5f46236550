"""The changes of accounts: people, links and sessions, passwords, roles."""

from forum.accounts.service.closing import close_account, end_sessions_of, reopen_account
from forum.accounts.service.links import issue_link, renew_link, request_link, send_sign_in_link, use_link
from forum.accounts.service.passwords import hash_password, remove_password, set_password, sign_in_with_password
from forum.accounts.service.people import (
    describe_person,
    get_or_create_person,
    name_values,
    person_values,
    readdress,
    update_person,
)
from forum.accounts.service.roles import copy_team, end_role, grant_role, invite_person, revoke_role
from forum.accounts.service.sessions import OpenedSession, open_session, revoke_other_sessions, revoke_session

__all__ = [
    "OpenedSession",
    "close_account",
    "copy_team",
    "describe_person",
    "end_role",
    "end_sessions_of",
    "get_or_create_person",
    "grant_role",
    "hash_password",
    "invite_person",
    "issue_link",
    "name_values",
    "open_session",
    "person_values",
    "readdress",
    "remove_password",
    "renew_link",
    "reopen_account",
    "request_link",
    "revoke_other_sessions",
    "revoke_role",
    "revoke_session",
    "send_sign_in_link",
    "set_password",
    "sign_in_with_password",
    "update_person",
    "use_link",
]
