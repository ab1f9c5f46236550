"""What is kept of people here: when they last looked at their day, to tell them what changed since."""

from forum.core.personal import PersonalData

PERSONAL_DATA: PersonalData = {"visit": {"began_at": None, "before_at": None}}
