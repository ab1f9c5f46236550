"""What the desk has to decide of a registration made on site."""

import enum


class Problem(enum.StrEnum):
    """Why somebody whose badge the desk handed out without network is not registered yet.

    DATA: a name or the address cannot be kept as it is. OTHER_NAME: we know the address by another name. NAMESAKE:
    somebody of the same name and organisation is registered. NOT_APPROVED: their registration is cancelled, rejected or
    waits. FULL: the quota is reached. CATEGORY: there is no such category any more. CODE: another badge has the code.
    """

    DATA = "data"
    OTHER_NAME = "other_name"
    NAMESAKE = "namesake"
    NOT_APPROVED = "not_approved"
    FULL = "full"
    CATEGORY = "category"
    CODE = "code"


class Who(enum.StrEnum):
    """What the desk says of somebody who may be known: nothing yet, that they are the same, or somebody else."""

    UNSAID = "unsaid"
    SAME = "same"
    OTHER = "other"
