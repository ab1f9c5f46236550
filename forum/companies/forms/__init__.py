"""The shapes of what is typed about companies, their people and the allies."""

from forum.companies.forms.allies import AllyForm, PooledCodeForm, SingleUseCodesForm
from forum.companies.forms.people import AcceptanceForm, InvitationForm, NewcomerForm
from forum.companies.forms.profile import CertificateForm, LogoForm, ProcessesForm, SiteForm, SizeForm
from forum.companies.forms.registration import CompanyForm, CompanyUpdateForm, StrangerCompanyForm

__all__ = [
    "AcceptanceForm",
    "AllyForm",
    "CertificateForm",
    "CompanyForm",
    "CompanyUpdateForm",
    "InvitationForm",
    "LogoForm",
    "NewcomerForm",
    "PooledCodeForm",
    "ProcessesForm",
    "SingleUseCodesForm",
    "SiteForm",
    "SizeForm",
    "StrangerCompanyForm",
]
