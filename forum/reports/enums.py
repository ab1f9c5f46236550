"""The figures by which editions are compared."""

import enum


class Figure(enum.StrEnum):
    """A figure of an edition. The last three are known only where the organisers give them."""

    REGISTERED = "registered"
    PEOPLE = "people"
    ENTRIES = "entries"
    COMPANIES = "companies"
    EXHIBITORS = "exhibitors"
    BUYER_COMPANIES = "buyer_companies"
    SUPPLIERS = "suppliers"
    REQUIREMENTS = "requirements"
    REQUESTS = "requests"
    MEETINGS = "meetings"
    MEETINGS_HELD = "meetings_held"
    BUSINESS_MXN = "business_mxn"
    BUSINESS_USD = "business_usd"
