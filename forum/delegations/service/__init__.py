"""The changes of delegations, one function each."""

from forum.delegations.service.delegations import (
    approve_delegation,
    change_delegation,
    close_delegation,
    create_delegation,
    refuse_delegation,
    renew_manager_link,
    request_delegation,
    write_to_manager,
)
from forum.delegations.service.naming import (
    confirm_delegate,
    forget_delegate,
    name_people,
    name_person,
    remove_delegate,
    replace_delegate,
)

__all__ = [
    "approve_delegation",
    "change_delegation",
    "close_delegation",
    "confirm_delegate",
    "create_delegation",
    "forget_delegate",
    "name_people",
    "name_person",
    "refuse_delegation",
    "remove_delegate",
    "renew_manager_link",
    "replace_delegate",
    "request_delegation",
    "write_to_manager",
]
