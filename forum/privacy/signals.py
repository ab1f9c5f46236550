"""The announcements of privacy, made in the same transaction as the change."""

from dataclasses import dataclass

from forum.privacy.enums import Purpose


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentRefused:
    """A person said no to a purpose; whether or not they had said yes before."""

    person_id: int
    purpose: Purpose
