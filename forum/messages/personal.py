"""What messages hold of people: that they were written to; what they read is a mail of the outbox."""

from forum.core.personal import PersonalData

PERSONAL_DATA: PersonalData = {"message_recipient": {}}
