"""What exhibitors hold of people: only which registration is staff of which stand."""

from forum.core.personal import PersonalData

PERSONAL_DATA: PersonalData = {"staff_member": {"added_at": None}}
