"""The personal data in timetables: none, only meetings that a draft proposes."""

from forum.core.personal import PersonalData

PERSONAL_DATA: PersonalData = {"draft_meeting": {"change": None, "sequence": None}}
