"""What companies hold of people: of those who act for them, and of a company that is a natural person."""

from forum.core.i18n import N_
from forum.core.personal import EMAIL, PERMISSIONS, DataKind, Datum, PersonalData

COMPANY_NAME = Datum(DataKind.COMPANY, N_("nombre"))
ADDRESS = Datum(DataKind.COMPANY, N_("domicilio"))
PROCESSES = Datum(DataKind.COMPANY, N_("procesos"))
CERTIFICATES = Datum(DataKind.COMPANY, N_("certificados"))
SALES = Datum(DataKind.SALES, N_("ventas"))

PERSONAL_DATA: PersonalData = {
    "company": {
        "name": COMPANY_NAME,
        "legal_name": COMPANY_NAME,
        "name_folded": COMPANY_NAME,
        "name_sorted": COMPANY_NAME,
        "rfc": Datum(DataKind.COMPANY, N_("RFC")),
        "sales_low": SALES,
        "sales_high": SALES,
        "sales_year": SALES,
        "country": None,
        "sector": None,
        "activity": None,
        "workers": None,
        "score_tenths": None,
        "stratum": None,
        "stratum_method": None,
        "stratum_flagged": None,
        "website": None,
        "about": None,
        "public_parts": None,
        "created_at": None,
    },
    "site": {
        "name": None,
        "street": ADDRESS,
        "municipality": ADDRESS,
        "country": ADDRESS,
        "state": ADDRESS,
        "postal_code": ADDRESS,
    },
    "capability": {"annual_capacity": PROCESSES, "capacity_unit": PROCESSES, "detail": PROCESSES},
    "certificate": {
        "standard": CERTIFICATES,
        "body": CERTIFICATES,
        "number": CERTIFICATES,
        "scope": CERTIFICATES,
        "valid_until": CERTIFICATES,
        "in_process": CERTIFICATES,
        "has_file": CERTIFICATES,
    },
    "membership": {"role": PERMISSIONS, "since": PERMISSIONS},
    "ally_representative": {"since": PERMISSIONS},
    "company_invitation": {
        "email": EMAIL,
        "role": PERMISSIONS,
        "created_at": None,
        "expires_at": None,
        "accepted_at": None,
        "revoked_at": None,
    },
}
