"""Sectors, activities, strata, and what a person may do for a company."""

import enum


class Sector(enum.StrEnum):
    """The triple hélice and its neighbours; only EMPRESA is stratified."""

    EMPRESA = "empresa"
    ACADEMIA = "academia"
    GOBIERNO = "gobierno"
    ORGANISMO = "organismo"
    MEDIOS = "medios"


class Activity(enum.StrEnum):
    """The sector of the MiPyME rule (DOF, 30 Jun 2009)."""

    INDUSTRIA = "industria"
    COMERCIO = "comercio"
    SERVICIOS = "servicios"


class PublicPart(enum.StrEnum):
    """A part of a company's profile that it may show to the other companies of an edition."""

    ABOUT = "about"
    WEBSITE = "website"
    PROCESSES = "processes"
    CERTIFICATES = "certificates"
    SITES = "sites"


class Stratum(enum.StrEnum):
    """The size of a company by the MiPyME rule."""

    MICRO = "micro"
    PEQUENA = "pequena"
    MEDIANA = "mediana"
    GRANDE = "grande"


class Aim(enum.StrEnum):
    """What a company registers for: meetings with buyers, a stand, or both."""

    MEETINGS = "meetings"
    STAND = "stand"
    BOTH = "both"

    @property
    def wants_meetings(self) -> bool:
        """Whether the company wants meetings."""
        return self is not Aim.STAND

    @property
    def wants_stand(self) -> bool:
        """Whether the company wants a stand."""
        return self is not Aim.MEETINGS


class CompanyRole(enum.StrEnum):
    """What a person may do for their company."""

    ADMIN = "admin"
    MEMBER = "member"
