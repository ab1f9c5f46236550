"""What programs may do by the API: the operations that each domain declares in its `api.py`."""

from forum.checkin.api import operations as checkin
from forum.companies import api as companies
from forum.core.operations import Operation
from forum.editions import api as editions
from forum.matchmaking import api as matchmaking
from forum.meetings import api as meetings
from forum.registration import api as registration

OPERATIONS: tuple[Operation, ...] = (
    *editions.OPERATIONS,
    *registration.OPERATIONS,
    *companies.OPERATIONS,
    *matchmaking.OPERATIONS,
    *meetings.OPERATIONS,
    *checkin.OPERATIONS,
)
