"""What changes in buyers, suppliers, requirements and marks, each change one verb."""

from forum.matchmaking.service.buyers import (
    BuyingCompany,
    Guest,
    accept_for,
    accept_invitation,
    end_attendance,
    end_buyer,
    find_or_add_colleague,
    invite_buyer,
    locked_buyer,
    remind_buyer,
)
from forum.matchmaking.service.marks import hand_marks, mark_requirement, mark_supplier
from forum.matchmaking.service.requirements import (
    Need,
    close_requirement,
    create_requirement,
    publish_requirement,
    update_requirement,
)
from forum.matchmaking.service.suppliers import (
    apply_as_supplier,
    approve_supplier,
    register_representative,
    reject_supplier,
    suspend_supplier,
)

__all__ = [
    "BuyingCompany",
    "Guest",
    "Need",
    "accept_for",
    "accept_invitation",
    "apply_as_supplier",
    "approve_supplier",
    "close_requirement",
    "create_requirement",
    "end_attendance",
    "end_buyer",
    "find_or_add_colleague",
    "hand_marks",
    "invite_buyer",
    "locked_buyer",
    "mark_requirement",
    "mark_supplier",
    "publish_requirement",
    "register_representative",
    "reject_supplier",
    "remind_buyer",
    "suspend_supplier",
    "update_requirement",
]
