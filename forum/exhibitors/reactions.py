"""What exhibitors do when something happens to a registration or a hall."""

from contextlib import suppress

from forum.companies.signals import CompanyRegistered, MemberLeft
from forum.core.database import lock_rows
from forum.editions.enums import CopiedPart
from forum.editions.errors import HallKindInUse
from forum.editions.signals import EditionCopied, HallKindChanging
from forum.exhibitors.errors import ApplicationsClosed
from forum.exhibitors.models import Exhibitor
from forum.exhibitors.queries.applications import list_staff_of_company
from forum.exhibitors.queries.stands import has_stands
from forum.exhibitors.service import copy_stands, forget_staff, remove_staff, return_staff, start_application
from forum.registration.signals import RegistrationCancelled, RegistrationReturning


def start_application_for_stand(event: CompanyRegistered) -> None:
    """Open the application of a company that registered to exhibit; without one where applications are closed."""
    if event.aim.wants_stand:
        with suppress(ApplicationsClosed):
            start_application(event.edition_id, company_id=event.company_id, by=event.by, now=event.at)


def copy_stands_of_edition(event: EditionCopied) -> None:
    """Give the copy of an edition the stands of the other, without their exhibitors."""
    if CopiedPart.STANDS in event.parts:
        copy_stands(event.source_id, event.edition_id, halls=event.halls)


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


def lock_stands(event: MemberLeft) -> None:
    """Lock the stands whose badges are taken back: stands come before registrations, which other listeners lock."""
    if event.takes_badges:
        badges = list_staff_of_company(event.person_id, company_id=event.company_id, now=event.at)
        lock_rows(Exhibitor, {member.exhibitor_id for member in badges})


def take_badges_back(event: MemberLeft) -> None:
    """Take the staff badges of somebody who left the company back, where that was asked for.

    Raises:
        StaffHasEntered: they have entered with one.
    """
    if event.takes_badges:
        badges = list_staff_of_company(event.person_id, company_id=event.company_id, now=event.at)
        for member in badges:
            remove_staff(member.id, exhibitor_id=member.exhibitor_id, by=event.by, now=event.at)
