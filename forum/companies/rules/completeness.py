"""How complete a company's profile is: its missing parts, the most useful first."""

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
    """The missing parts of a profile, and the number of all its parts."""

    missing: tuple[ProfilePart, ...]
    total: int

    @property
    def done(self) -> int:
        """Number of parts that are complete."""
        return self.total - len(self.missing)


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
    asked = [part for part in ProfilePart if is_business or part not in ONLY_BUSINESS]
    return Completeness(missing=tuple(part for part in asked if not complete[part]), total=len(asked))


ONLY_BUSINESS = frozenset({ProfilePart.SIZE, ProfilePart.PROCESSES, ProfilePart.CERTIFICATES})
