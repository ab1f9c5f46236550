"""What the agenda holds of people: only that somebody has a calendar address."""

from forum.core.personal import PersonalData

PERSONAL_DATA: PersonalData = {"feed_address": {"token_hash": None, "created_at": None, "revoked_at": None}}
