"""Every change in companies, one verb each."""

from forum.companies.service.affiliations import (
    add_member_company,
    affiliate_company,
    answer_claim,
    ask_affiliation,
    end_affiliation,
    is_affiliated,
    use_code,
)
from forum.companies.service.allies import (
    add_ally,
    add_pooled_code,
    add_single_use_codes,
    ask_recipients,
    edit_ally,
    remove_ally_logo,
)
from forum.companies.service.catalogue import seed_catalogue
from forum.companies.service.codes import is_code, normal_code, release_ally_code, take_ally_code
from forum.companies.service.events import record_event
from forum.companies.service.evidence import remove_evidence
from forum.companies.service.logos import delete_logo, reencoded, set_logo
from forum.companies.service.members import (
    Leaving,
    accept_invitation,
    accept_invitation_as_stranger,
    add_member,
    change_role,
    invite_colleague,
    is_invitation_open,
    remove_member,
    revoke_invitation,
)
from forum.companies.service.profile import (
    add_site,
    change_processes,
    delete_certificate,
    delete_site,
    needs_consent,
    save_certificate,
    set_capacity,
    set_size,
    update_company,
    update_site,
)
from forum.companies.service.registering import (
    CompanyData,
    Entrance,
    PersonData,
    register_as_member,
    register_as_stranger,
    register_company,
)
from forum.companies.service.representatives import add_representative, remove_representative

__all__ = [
    "CompanyData",
    "Entrance",
    "Leaving",
    "PersonData",
    "accept_invitation",
    "accept_invitation_as_stranger",
    "add_ally",
    "add_member",
    "add_member_company",
    "add_pooled_code",
    "add_representative",
    "add_single_use_codes",
    "add_site",
    "affiliate_company",
    "answer_claim",
    "ask_affiliation",
    "ask_recipients",
    "change_processes",
    "change_role",
    "delete_certificate",
    "delete_logo",
    "delete_site",
    "edit_ally",
    "end_affiliation",
    "invite_colleague",
    "is_affiliated",
    "is_code",
    "is_invitation_open",
    "needs_consent",
    "normal_code",
    "record_event",
    "reencoded",
    "register_as_member",
    "register_as_stranger",
    "register_company",
    "release_ally_code",
    "remove_ally_logo",
    "remove_evidence",
    "remove_member",
    "remove_representative",
    "revoke_invitation",
    "save_certificate",
    "seed_catalogue",
    "set_capacity",
    "set_logo",
    "set_size",
    "take_ally_code",
    "update_company",
    "update_site",
    "use_code",
]
