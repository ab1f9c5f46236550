"""What changes in buyers, suppliers, requirements and marks, each change one verb."""

from forum.matchmaking.service.buyers import (
    BuyingCompany,
    Guest,
    accept_for,
    accept_invitation,
    end_attendance,
    end_buyer,
    find_or_add_colleague,
    invite_again,
    invite_buyer,
    locked_buyer,
    remind_buyer,
)
from forum.matchmaking.service.drawings import accept_nda, digest_of, remove_drawing, set_drawing
from forum.matchmaking.service.loads import confirm_load, delete_old_loads, keep_load
from forum.matchmaking.service.marks import hand_marks, mark_requirement, mark_supplier
from forum.matchmaking.service.requirements import Need, create_requirement, need_of, update_requirement
from forum.matchmaking.service.sharing import share_contact
from forum.matchmaking.service.standing import (
    close_requirement,
    cover_requirement,
    publish_requirement,
    reopen_requirement,
)
from forum.matchmaking.service.suppliers import (
    apply_as_supplier,
    approve_supplier,
    ask_for_changes,
    forgive_absences,
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
    "accept_nda",
    "apply_as_supplier",
    "approve_supplier",
    "ask_for_changes",
    "close_requirement",
    "confirm_load",
    "cover_requirement",
    "create_requirement",
    "delete_old_loads",
    "digest_of",
    "end_attendance",
    "end_buyer",
    "find_or_add_colleague",
    "forgive_absences",
    "hand_marks",
    "invite_again",
    "invite_buyer",
    "keep_load",
    "locked_buyer",
    "mark_requirement",
    "mark_supplier",
    "need_of",
    "publish_requirement",
    "register_representative",
    "reject_supplier",
    "remind_buyer",
    "remove_drawing",
    "reopen_requirement",
    "set_drawing",
    "share_contact",
    "suspend_supplier",
    "update_requirement",
]
