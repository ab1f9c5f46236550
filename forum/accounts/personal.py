"""What accounts hold of people."""

from forum.core.i18n import N_
from forum.core.personal import EMAIL, LANGUAGE, NAME, PERMISSIONS, PHONE, SURNAMES, DataKind, Datum, PersonalData

SESSIONS = Datum(DataKind.ACCOUNT, N_("sesiones"))
SECOND_STEP = Datum(DataKind.ACCOUNT, N_("segundo paso al entrar"))
CLOSING = Datum(DataKind.ACCOUNT, N_("cierre de la cuenta y su motivo"))

PERSONAL_DATA: PersonalData = {
    "person": {
        "given_names": NAME,
        "first_surname": SURNAMES,
        "second_surname": SURNAMES,
        "name_folded": NAME,
        "name_sorted": NAME,
        "email": EMAIL,
        "phone": PHONE,
        "language": LANGUAGE,
        "password_hash": Datum(DataKind.ACCOUNT, N_("contraseña cifrada")),
        "created_at": None,
        "disabled_at": CLOSING,
        "second_since": SECOND_STEP,
    },
    "sign_in_link": {
        "token_hash": None,
        "next_path": None,
        "created_at": None,
        "expires_at": None,
        "used_at": None,
    },
    "sign_in_session": {
        "token_hash": None,
        "created_at": SESSIONS,
        "expires_at": SESSIONS,
        "revoked_at": SESSIONS,
        "second_at": SESSIONS,
        "user_agent": Datum(DataKind.ACCOUNT, N_("navegador")),
    },
    "authenticator": {"secret_sealed": SECOND_STEP, "last_counter": None, "added_at": SECOND_STEP},
    "passkey": {
        "credential_id": SECOND_STEP,
        "public_key": SECOND_STEP,
        "counter": None,
        "name": SECOND_STEP,
        "added_at": SECOND_STEP,
        "used_at": SECOND_STEP,
    },
    "recovery_code": {"code_hash": SECOND_STEP, "used_at": SECOND_STEP},
    "role_grant": {"role": PERMISSIONS, "committee": PERMISSIONS, "granted_at": PERMISSIONS},
    "account_event": {"kind": CLOSING, "reason": CLOSING, "at": CLOSING},
    "role_event": {"role": PERMISSIONS, "granted": PERMISSIONS, "at": PERMISSIONS},
}
