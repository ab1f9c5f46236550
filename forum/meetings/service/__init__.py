"""What changes in the meetings, each change one verb."""

from forum.meetings.service.drafts import Published, publish_draft, store_draft
from forum.meetings.service.meetings import cancel_meeting, move_meeting
from forum.meetings.service.parties import (
    Guest,
    accept_invitation,
    assign_table,
    invite_buyer,
    remind_buyer,
    set_hours,
)
from forum.meetings.service.requests import (
    accept_request,
    decline_request,
    expire_requests,
    send_request,
    withdraw_request,
)
from forum.meetings.service.requirements import (
    Need,
    close_requirement,
    create_requirement,
    publish_requirement,
    update_requirement,
)
from forum.meetings.service.suppliers import (
    apply_as_supplier,
    approve_supplier,
    reject_supplier,
    suspend_supplier,
)

__all__ = [
    "Guest",
    "Need",
    "Published",
    "accept_invitation",
    "accept_request",
    "apply_as_supplier",
    "approve_supplier",
    "assign_table",
    "cancel_meeting",
    "close_requirement",
    "create_requirement",
    "decline_request",
    "expire_requests",
    "invite_buyer",
    "move_meeting",
    "publish_draft",
    "publish_requirement",
    "reject_supplier",
    "remind_buyer",
    "send_request",
    "set_hours",
    "store_draft",
    "suspend_supplier",
    "update_requirement",
    "withdraw_request",
]
