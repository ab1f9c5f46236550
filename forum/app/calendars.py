"""What calendars follow: the announcements of changes in what they show."""

from forum.accounts.signals import PersonChanged
from forum.companies.signals import CompanyRenamed
from forum.core.signals import Reaction
from forum.editions.signals import EditionRenamed, HallRenamed, SlotMoved, VenueChanged, ZoneChanged
from forum.matchmaking.signals import RequirementRetitled
from forum.meetings import reactions as meetings
from forum.registration import reactions as registration

CALENDAR_REACTIONS: tuple[tuple[type, Reaction], ...] = (
    (SlotMoved, meetings.follow_moved_slot),
    (ZoneChanged, meetings.follow_time_zone),
    (VenueChanged, meetings.follow_venue),
    (HallRenamed, meetings.follow_renamed_hall),
    (EditionRenamed, meetings.follow_renamed_edition),
    (CompanyRenamed, meetings.follow_renamed_company),
    (PersonChanged, meetings.follow_changed_person),
    (PersonChanged, registration.follow_changed_person),
    (RequirementRetitled, meetings.follow_retitled_requirement),
)
