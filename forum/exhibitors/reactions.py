"""What exhibitors do when something happens to a registration."""

from forum.exhibitors.service import forget_staff
from forum.registration.signals import RegistrationCancelled


def free_staff_place(event: RegistrationCancelled) -> None:
    """Remove a cancelled colleague from the stand's staff, so that the place is free again."""
    forget_staff(event.registration_id)
