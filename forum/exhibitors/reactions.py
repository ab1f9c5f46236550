"""What exhibitors do when something happens to a registration."""

from forum.exhibitors.service import forget_staff
from forum.registration.signals import RegistrationCancelled


def free_staff_place(event: RegistrationCancelled) -> None:
    """A colleague who will not come no longer counts against the stand's quota."""
    forget_staff(event.registration_id)
