"""What exhibitors do when something happens to a registration or a hall."""

from contextlib import suppress

from forum.companies.signals import CompanyRegistered, MemberLeft
from forum.editions.errors import HallKindInUse
from forum.editions.signals import HallKindChanging
from forum.exhibitors.errors import ApplicationsClosed
from forum.exhibitors.queries.applications import list_staff_of_company
from forum.exhibitors.queries.stands import has_stands
from forum.exhibitors.service import forget_staff, remove_staff, return_staff, start_application
from forum.registration.signals import RegistrationCancelled, RegistrationReturning


def start_application_for_stand(event: CompanyRegistered) -> None:
    """Open the application of a company that registered to exhibit; without one where applications are closed."""
    if event.aim.wants_stand:
        with suppress(ApplicationsClosed):
            start_application(event.edition_id, company_id=event.company_id, by=event.by, now=event.at)


def free_staff_place(event: RegistrationCancelled) -> None:
    """Remove a cancelled colleague from the stand's staff, so that the place is free again."""
    forget_staff(event.registration_id)


def retake_staff_place(event: RegistrationReturning) -> None:
    """Take a staff place of the stand again for an exhibitor's colleague who returns.

    Raises:
        NoStaffPlace: the stand has none left, or is not the company's any more.
    """
    return_staff(event.registration_id, now=event.at)


def keep_kind_of_hall_with_stands(event: HallKindChanging) -> None:
    """Refuse another use for a hall with stands.

    Raises:
        HallKindInUse: it has some.
    """
    if has_stands(event.hall_id):
        raise HallKindInUse


def take_badges_back(event: MemberLeft) -> None:
    """Take the staff badges of somebody who left the company back, where that was asked for.

    Raises:
        StaffHasEntered: they have entered with one.
    """
    if event.takes_badges:
        badges = list_staff_of_company(event.person_id, company_id=event.company_id, today=event.at.date())
        for member in badges:
            remove_staff(member.id, exhibitor_id=member.exhibitor_id, by=event.by, now=event.at)
