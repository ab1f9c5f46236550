"""How complete a company's profile is: its missing parts, the most useful first."""

from dataclasses import dataclass
from enum import StrEnum


class ProfilePart(StrEnum):
    """A part of the profile that buyers look at."""

    IDENTITY = "identity"
    SIZE = "size"
    PROCESSES = "processes"
    CERTIFICATES = "certificates"
    SITES = "sites"
    ABOUT = "about"
    LOGO = "logo"


@dataclass(frozen=True, kw_only=True, slots=True)
class Completeness:
    """The parts a profile should have, and those that are missing."""

    parts: tuple[ProfilePart, ...]
    missing: tuple[ProfilePart, ...]

    @property
    def done(self) -> int:
        """Number of parts that are complete."""
        return self.total - len(self.missing)

    @property
    def total(self) -> int:
        """Number of all parts."""
        return len(self.parts)


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
    """What is missing in a profile. Only businesses are asked for size, processes and certificates."""
    complete = {
        ProfilePart.IDENTITY: has_identity,
        ProfilePart.SIZE: has_size,
        ProfilePart.SITES: sites > 0,
        ProfilePart.PROCESSES: processes > 0,
        ProfilePart.CERTIFICATES: certificates > 0,
        ProfilePart.ABOUT: has_about,
        ProfilePart.LOGO: has_logo,
    }
    parts = tuple(part for part in ProfilePart if is_business or part not in ONLY_BUSINESS)
    return Completeness(parts=parts, missing=tuple(part for part in parts if not complete[part]))


ONLY_BUSINESS = frozenset({ProfilePart.SIZE, ProfilePart.PROCESSES, ProfilePart.CERTIFICATES})
