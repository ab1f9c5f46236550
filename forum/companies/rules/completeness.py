"""How complete a company's profile is: what is there, what is missing, in the order in which it helps most."""

from dataclasses import dataclass
from enum import StrEnum


class ProfilePart(StrEnum):
    """A part of the profile that buyers look at."""

    IDENTITY = "identity"
    SIZE = "size"
    SITES = "sites"
    PROCESSES = "processes"
    CERTIFICATES = "certificates"
    ABOUT = "about"
    LOGO = "logo"


@dataclass(frozen=True, kw_only=True, slots=True)
class Completeness:
    """The missing parts of so many."""

    missing: tuple[ProfilePart, ...]
    total: int

    @property
    def done(self) -> int:
        """How many parts are there."""
        return self.total - len(self.missing)

    @property
    def share(self) -> int:
        """How much of the profile is there, in whole per cent."""
        return 100 * self.done // self.total


def completeness(
    *,
    is_business: bool,
    has_identity: bool,
    has_size: bool,
    sites: int,
    processes: int,
    certificates: int,
    has_about: bool,
    has_logo: bool,
) -> Completeness:
    """What is missing in a profile; who is no business has neither size nor processes nor certificates to tell."""
    there = {
        ProfilePart.IDENTITY: has_identity,
        ProfilePart.SIZE: has_size,
        ProfilePart.SITES: sites > 0,
        ProfilePart.PROCESSES: processes > 0,
        ProfilePart.CERTIFICATES: certificates > 0,
        ProfilePart.ABOUT: has_about,
        ProfilePart.LOGO: has_logo,
    }
    asked = [part for part in ProfilePart if is_business or part not in ONLY_BUSINESS]
    return Completeness(missing=tuple(part for part in asked if not there[part]), total=len(asked))


ONLY_BUSINESS = frozenset({ProfilePart.SIZE, ProfilePart.PROCESSES, ProfilePart.CERTIFICATES})
