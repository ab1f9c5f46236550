"""What the agenda holds of people: that somebody has a calendar address, and the days they no longer attend."""

from forum.core.personal import PersonalData

PERSONAL_DATA: PersonalData = {
    "feed_address": {"token_hash": None, "created_at": None, "revoked_at": None},
    "withdrawn_day": {"day_id": None, "date": None, "opens_at": None, "closes_at": None},
}
