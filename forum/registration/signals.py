"""The announcements of registration, made in the same transaction as the change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationApproved:
    """A registration became APPROVED: its person may enter from now on (badges issue a code)."""

    registration_id: int
    edition_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class FormAnswered:
    """Somebody registered with a form in which a domain above asked more; `answers`: as that domain reads them."""

    registration_id: int
    edition_id: int
    person_id: int
    answers: Mapping[int, Any]
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationReturning:
    """A registration that was over is about to be valid again, and is not locked yet.

    What it held besides a place of its category is taken again now, or refused.
    """

    registration_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceFreeing:
    """A registration is about to free its place; who knows that the place was used raises `HasEntered`."""

    registration_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationCancelled:
    """A registration that held a place is cancelled or rejected: the badge is void, meetings are freed."""

    registration_id: int
    edition_id: int
    person_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonReaddressed:
    """A person of this edition has another address: what was told to the former one must open nothing any more."""

    person_id: int
    edition_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryChanging:
    """A registration is about to be in this category, which may enter on other days than its own."""

    registration_id: int
    category_id: int
    at: datetime
