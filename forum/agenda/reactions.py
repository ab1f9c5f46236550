"""What agendas do on the announcements of editions and registration, in the same transaction."""

from forum.agenda.queries.attendance import admits, days_of_registrations
from forum.agenda.service import revoke_feed, withdraw_days
from forum.editions.models import Day
from forum.editions.signals import CategoryDaysDropped, DayDropping
from forum.registration.models import Registration
from forum.registration.signals import CategoryChanging, PersonReaddressed


def revoke_feed_of_former_address(event: PersonReaddressed) -> None:
    """Revoke the calendar address, which whoever read the former mailbox may have subscribed to."""
    revoke_feed(event.person_id, edition_id=event.edition_id, now=event.at)


def cancel_dropped_day(event: DayDropping) -> None:
    """Keep the day in the calendars of those who would have attended, as cancelled."""
    withdraw_days(days_of_registrations().where(Day.id == event.day_id, admits(Registration.category_id)))


def cancel_days_of_category(event: CategoryDaysDropped) -> None:
    """The same of the days on which a category may no longer enter."""
    theirs = Registration.category_id == event.category_id
    withdraw_days(days_of_registrations().where(theirs, Day.id.in_(event.day_ids)))


def cancel_days_of_former_category(event: CategoryChanging) -> None:
    """The same of the days of one registration on which its next category does not enter."""
    days = days_of_registrations().where(Registration.id == event.registration_id)
    withdraw_days(days.where(admits(Registration.category_id), ~admits(event.category_id)))
