"""What is true of companies by law and by trade, values in and values out.

The RFC, the MiPyME stratum, names as on the Constancia, places, certificates and the catalogue of processes.
"""

from forum.companies.rules.catalogue import CATALOGUE, CatalogueFamily, CatalogueProcess, catalogue_processes
from forum.companies.rules.certificates import (
    KIND_NAMES,
    STANDARD_BY_CODE,
    STANDARDS,
    STATE_NAMES,
    CertificateState,
    Standard,
    StandardKind,
    certificate_state,
)
from forum.companies.rules.names import strip_legal_suffix
from forum.companies.rules.places import STATES, parse_postal_code
from forum.companies.rules.rfc import Rfc, RfcKind, normalise_rfc, parse_rfc
from forum.companies.rules.stratum import (
    ACTIVITY_NAMES,
    STRATUM_NAMES,
    Classification,
    Piece,
    StratumMethod,
    classify,
    explain,
)

__all__ = [
    "ACTIVITY_NAMES",
    "CATALOGUE",
    "KIND_NAMES",
    "STANDARDS",
    "STANDARD_BY_CODE",
    "STATES",
    "STATE_NAMES",
    "STRATUM_NAMES",
    "CatalogueFamily",
    "CatalogueProcess",
    "CertificateState",
    "Classification",
    "Piece",
    "Rfc",
    "RfcKind",
    "Standard",
    "StandardKind",
    "StratumMethod",
    "catalogue_processes",
    "certificate_state",
    "classify",
    "explain",
    "normalise_rfc",
    "parse_postal_code",
    "parse_rfc",
    "strip_legal_suffix",
]
