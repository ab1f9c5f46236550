"""What the door does when a registration is about to free its place."""

from forum.checkin.queries.entries import is_entered
from forum.registration.errors import HasEntered
from forum.registration.signals import PlaceFreeing


def keep_used_place(event: PlaceFreeing) -> None:
    """Keep the place of somebody who has entered, on whatever day.

    Raises:
        HasEntered: they have.
    """
    if is_entered(event.registration_id):
        raise HasEntered
