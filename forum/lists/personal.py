"""What saved lists hold of people: who of the staff gets them."""

from forum.core.personal import PersonalData

PERSONAL_DATA: PersonalData = {"saved_list_reader": {}}
