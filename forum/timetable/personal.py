"""The personal data in timetables: what a draft proposes, and how one was made."""

from forum.core.personal import PersonalData

PERSONAL_DATA: PersonalData = {
    "draft_meeting": {"change": None, "sequence": None, "uid": None},
}
