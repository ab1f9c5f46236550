"""What programs may do by the API: the operations that each domain declares in its `api.py`."""

from forum.core.operations import Operation
from forum.editions import api as editions
from forum.registration import api as registration

OPERATIONS: tuple[Operation, ...] = (
    *editions.OPERATIONS,
    *registration.OPERATIONS,
)
