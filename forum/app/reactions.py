"""What follows when something happens in a domain below: who listens to what, in this order."""

from forum.accounts.signals import AccountReopening, PersonChanged
from forum.agenda import reactions as agenda_reactions
from forum.arco import reactions as arco_reactions
from forum.attendance import reactions as attendance_reactions
from forum.badges import reactions as badges_reactions
from forum.checkin import reactions as checkin_reactions
from forum.companies import reactions as companies_reactions
from forum.companies.signals import CompanyRegistered, CompanyRenamed, MemberLeft
from forum.core.signals import Reaction
from forum.delegations import reactions as delegations_reactions
from forum.editions.signals import (
    CalendarMoved,
    CategoryDaysDropped,
    CategoryKindChanging,
    DayDropping,
    DaysMoved,
    DaysMoving,
    EditionCopied,
    EditionCreated,
    HallKindChanging,
    QuotaChanged,
    SlotMoved,
    SlotRemoving,
    TableRemoving,
    ZoneChanged,
)
from forum.exhibitors import reactions as exhibitors_reactions
from forum.matchmaking import reactions as matchmaking_reactions
from forum.matchmaking.signals import RequirementClosed, RequirementRetitled, SupplierApproved
from forum.meetings import reactions as meetings_reactions
from forum.meetings.signals import AgendaChanged
from forum.messages import reactions as messages_reactions
from forum.privacy.signals import ConsentRefused
from forum.programme import reactions as programme_reactions
from forum.questions import reactions as questions_reactions
from forum.registration import reactions as registration_reactions
from forum.registration.signals import (
    CategoryChanging,
    FormAnswered,
    PersonReaddressed,
    PlaceFreeing,
    RegistrationApproved,
    RegistrationCancelled,
    RegistrationReturning,
)
from forum.reports import reactions as reports_reactions
from forum.timetable import reactions as timetable_reactions

REACTIONS: tuple[tuple[type, Reaction], ...] = (
    (AccountReopening, arco_reactions.keep_blocked_account_closed),
    (AgendaChanged, timetable_reactions.mark_stale),
    (EditionCreated, checkin_reactions.make_venue),
    (EditionCopied, attendance_reactions.copy_certificates_of_edition),
    (EditionCopied, checkin_reactions.copy_doors_of_edition),
    (EditionCopied, badges_reactions.copy_templates_of_edition),
    (EditionCopied, companies_reactions.copy_codes_of_edition),
    (EditionCopied, exhibitors_reactions.copy_stands_of_edition),
    (EditionCopied, questions_reactions.copy_questions_of_edition),
    (FormAnswered, questions_reactions.keep_answers),
    (EditionCopied, meetings_reactions.copy_helpers_of_edition),
    (EditionCopied, reports_reactions.copy_figures_of_edition),
    (CategoryKindChanging, registration_reactions.keep_kind_of_used_category),
    (CalendarMoved, meetings_reactions.carry_times_away),
    (DaysMoving, meetings_reactions.keep_days_with_meetings),
    (DaysMoved, meetings_reactions.follow_moved_days),
    (HallKindChanging, exhibitors_reactions.keep_kind_of_hall_with_stands),
    (QuotaChanged, registration_reactions.promote_on_new_places),
    (MemberLeft, exhibitors_reactions.lock_stands),
    (MemberLeft, meetings_reactions.end_representation),  # the lower right first: nothing is restored to end at once
    (CompanyRegistered, matchmaking_reactions.apply_for_meetings),
    (CompanyRegistered, exhibitors_reactions.start_application_for_stand),
    (MemberLeft, exhibitors_reactions.take_badges_back),
    (RegistrationReturning, exhibitors_reactions.retake_staff_place),
    (ConsentRefused, messages_reactions.stop_news),
    (ConsentRefused, questions_reactions.forget_sensitive),
    (PersonReaddressed, agenda_reactions.revoke_feed_of_former_address),
    (PlaceFreeing, checkin_reactions.keep_used_place),
    (RegistrationApproved, badges_reactions.issue_on_approval),
    (RegistrationCancelled, badges_reactions.revoke_on_cancellation),
    (RegistrationCancelled, delegations_reactions.forget_on_cancellation),
    (RegistrationCancelled, exhibitors_reactions.free_staff_place),
    (RegistrationCancelled, meetings_reactions.cancel_meetings),
    (RegistrationCancelled, programme_reactions.leave_sessions),
    (SupplierApproved, meetings_reactions.send_prepared_requests),
    (RequirementClosed, meetings_reactions.decline_waiting),
    (SlotRemoving, meetings_reactions.keep_used_slot),
    (TableRemoving, meetings_reactions.keep_used_table),
    # what calendars show
    (DayDropping, agenda_reactions.cancel_dropped_day),
    (DayDropping, checkin_reactions.forget_day_of_areas),
    (CategoryDaysDropped, agenda_reactions.cancel_days_of_category),
    (CategoryChanging, agenda_reactions.cancel_days_of_former_category),
    (SlotMoved, meetings_reactions.follow_moved_slot),
    (ZoneChanged, meetings_reactions.follow_time_zone),
    (CompanyRenamed, meetings_reactions.follow_renamed_company),
    (PersonChanged, registration_reactions.follow_changed_person),  # locks registrations, which come before meetings
    (PersonChanged, meetings_reactions.follow_changed_person),
    (RequirementRetitled, meetings_reactions.follow_retitled_requirement),
)
