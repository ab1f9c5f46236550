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


class Stratum(enum.StrEnum):
    """The size of a company by the MiPyME rule."""

    MICRO = "micro"
    PEQUENA = "pequena"
    MEDIANA = "mediana"
    GRANDE = "grande"


class CompanyRole(enum.StrEnum):
    """What a person may do for their company."""

    ADMIN = "admin"
    MEMBER = "member"
