"""What exhibitors do when something happens to a registration."""

from forum.exhibitors.service import forget_staff, return_staff
from forum.registration.signals import RegistrationCancelled, RegistrationReturning


def free_staff_place(event: RegistrationCancelled) -> None:
    """Remove a cancelled colleague from the stand's staff, so that the place is free again."""
    forget_staff(event.registration_id)


def retake_staff_place(event: RegistrationReturning) -> None:
    """Take a staff place of the stand again for an exhibitor's colleague who returns.

    Raises:
        NoStaffPlace: the stand has none left, or is not the company's any more.
    """
    return_staff(event.registration_id, now=event.at)
