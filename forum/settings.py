"""The settings of the app: a frozen value; the only module that reads the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_PACKED = Path(__file__).resolve().parent / "packed"  # an installed wheel carries templates/, static/ and migrations/
ROOT = _PACKED if _PACKED.is_dir() else _PACKED.parents[1]
DATA_DIR = (Path.cwd() if _PACKED.is_dir() else ROOT) / "var"
LEAST_SECRET_LENGTH = 32
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})


class UnsafeSettings(Exception):
    """The app must not start with these settings; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What differs between installations. Times are in seconds, addresses are URLs."""

    secret_key: str
    database_url: str
    patience: int | None = 4
    """How long a page waits for a lock of the database, before it asks to try again; None for commands: they wait."""
    data_dir: Path = DATA_DIR
    base_url: str = "http://localhost:8000"
    hosts: tuple[str, ...] = ()
    """Names the site answers to beside that of its public address and this machine's own."""
    production: bool = True
    debug: bool = False
    testing: bool = False
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_password: str | None = None
    smtp_tls: bool = True
    smtp_ca: str | None = None
    """A file with the certificate of the authority that vouches for the mail server; None: those the system knows."""
    mail_per_minute: int | None = None
    """How many mails of a message to many may leave in a minute; None: as many as the mail server takes."""
    mail_from: str = "Foro <no-responder@localhost>"
    imap_host: str | None = None
    """The mailbox that answers to invitations come to; None: nobody is asked to answer."""
    imap_port: int = 993
    imap_user: str | None = None
    imap_password: str | None = None
    imap_folder: str = "INBOX"
    imap_ca: str | None = None
    """As `smtp_ca`, of the mailbox's server."""
    imap_address: str | None = None
    """The address of that mailbox, which has to take `name+anything@…` as its own; None: the user's."""
    apple_pass: str | None = None
    """A PEM file with the certificate of Apple's passes, its key and the authority's certificate, in this order."""
    google_wallet: str | None = None
    """A JSON file with the key of the service account that Google Wallet knows."""
    google_issuer: str | None = None
    """The number that Google Wallet gave its issuer."""
    badge_printer: str | None = None
    """The printer of this machine that labels of the counter and of kiosks go to; None: browsers print them."""
    backup_dir: Path | None = None
    """The folder where the worker puts a backup each day; None: it makes none."""
    backup_recipient: str | None = None
    """The public key (age) that backups are encrypted for; None: they are not."""
    backup_days: int = 14
    """For how many days each day's backup is kept; of eight weeks before, one a week."""
    log_as_json: bool = False
    """Whether the log is JSON, with a line for each request."""
    metrics_port: int | None = None
    """The port of this machine at which `forum metrics` shows what is measured; None: nothing is."""
    jobs_url: str | None = None
    limits_url: str | None = None
    proxies: int = 0
    rate_limits: bool = True
    organiser_name: str = "Comité organizador del Foro de Proveeduría Automotriz"
    organiser_address: str = "León, Guanajuato, México"
    organiser_email: str = "privacidad@localhost"

    @property
    def reply_address(self) -> str | None:
        """Where answers to invitations come to; None: they are not read."""
        return (self.imap_address or self.imap_user) if self.imap_host else None

    @property
    def secure(self) -> bool:
        """Whether browsers use HTTPS (cookies are then `__Host-` and Secure)."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Production settings read from `FORO_*` variables.

        Raises:
            UnsafeSettings: a secret is missing or too short, debug is on, or a value cannot be read.
        """
        env = os.environ if environ is None else environ
        data_dir = data_dir_from(env)
        settings = cls(
            secret_key=env.get("FORO_SECRET_KEY", ""),
            database_url=env.get("FORO_DATABASE_URL", sqlite_url(data_dir / "foro.sqlite")),
            patience=max(1, _whole("FORO_PATIENCE", env.get("FORO_PATIENCE", "4"))),
            data_dir=data_dir,
            base_url=env.get("FORO_BASE_URL", "").rstrip("/"),
            hosts=tuple(env.get("FORO_HOSTS", "").replace(",", " ").split()),
            debug=_is_true(env.get("FORO_DEBUG") or env.get("FLASK_DEBUG", "")),
            **_mail(env),
            **_imap(env),
            apple_pass=_file("FORO_APPLE_PASS", env.get("FORO_APPLE_PASS", "")),
            google_wallet=_file("FORO_GOOGLE_WALLET", env.get("FORO_GOOGLE_WALLET", "")),
            google_issuer=env.get("FORO_GOOGLE_ISSUER") or None,
            badge_printer=env.get("FORO_BADGE_PRINTER") or None,
            backup_dir=Path(env["FORO_BACKUP_DIR"]).absolute() if env.get("FORO_BACKUP_DIR") else None,
            backup_recipient=env.get("FORO_BACKUP_RECIPIENT") or None,
            backup_days=_whole("FORO_BACKUP_DAYS", env.get("FORO_BACKUP_DAYS", "14")),
            log_as_json=_one_of("FORO_LOG", env.get("FORO_LOG", "words"), "words", "json") == "json",
            metrics_port=_whole("FORO_METRICS_PORT", env.get("FORO_METRICS_PORT", "0")) or None,
            jobs_url=env.get("FORO_JOBS_URL") or None,
            limits_url=env.get("FORO_LIMITS_URL") or None,
            proxies=_whole("FORO_PROXIES", env.get("FORO_PROXIES", "0")),
            rate_limits=_is_true(env.get("FORO_RATE_LIMITS", "1")),
            **_given(env, "organiser_name", "organiser_address", "organiser_email"),  # type: ignore[arg-type]
        )
        ensure_safe(settings)
        return settings

    @classmethod
    def for_demo(cls, data_dir: Path, port: int) -> "Settings":
        """Settings of a demo on this machine: everything in one folder, with a secret key that is made once."""
        folder = data_dir.absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(
            secret_key=_kept_secret(folder / "secret-key"),
            database_url=sqlite_url(folder / "foro.sqlite"),
            data_dir=folder,
            base_url=f"http://localhost:{port}",
            production=False,
        )


def data_dir_from(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of all that is written: `FORO_DATA_DIR`, else `var` in the working folder (or in a checkout)."""
    env = os.environ if environ is None else environ
    return Path(env.get("FORO_DATA_DIR") or DATA_DIR).absolute()


def _kept_secret(path: Path) -> str:
    if not path.is_file():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _mail(env: Mapping[str, str]) -> dict[str, Any]:
    return {
        "smtp_host": env.get("FORO_SMTP_HOST") or None,
        "smtp_port": _whole("FORO_SMTP_PORT", env.get("FORO_SMTP_PORT", "587")),
        "smtp_user": env.get("FORO_SMTP_USER") or None,
        "smtp_password": env.get("FORO_SMTP_PASSWORD") or None,
        "smtp_tls": _is_true(env.get("FORO_SMTP_TLS", "1")),
        "smtp_ca": _file("FORO_SMTP_CA", env.get("FORO_SMTP_CA", "")),
        "mail_per_minute": _whole("FORO_MAIL_PER_MINUTE", env.get("FORO_MAIL_PER_MINUTE", "0")) or None,
        "mail_from": env.get("FORO_MAIL_FROM", "Foro <no-responder@localhost>"),
    }


def _imap(env: Mapping[str, str]) -> dict[str, Any]:
    return {
        "imap_host": env.get("FORO_IMAP_HOST") or None,
        "imap_port": _whole("FORO_IMAP_PORT", env.get("FORO_IMAP_PORT", "993")),
        "imap_user": env.get("FORO_IMAP_USER") or None,
        "imap_password": env.get("FORO_IMAP_PASSWORD") or None,
        "imap_folder": env.get("FORO_IMAP_FOLDER", "INBOX"),
        "imap_ca": _file("FORO_IMAP_CA", env.get("FORO_IMAP_CA", "")),
        "imap_address": env.get("FORO_IMAP_ADDRESS") or None,
    }


def _given(env: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: env[variable] for name in names if env.get(variable := f"FORO_{name.upper()}")}


def sqlite_url(path: Path) -> str:
    """The database address of an embedded SQLite file."""
    return f"sqlite:///{path}"


def ensure_safe(settings: Settings) -> None:
    """Refuse settings that are unsafe in production.

    Raises:
        UnsafeSettings: with a sentence that says which variable to set.
    """
    if not settings.production:
        return
    if len(settings.secret_key) < LEAST_SECRET_LENGTH:
        raise UnsafeSettings(
            f"FORO_SECRET_KEY is missing or shorter than {LEAST_SECRET_LENGTH} characters. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if settings.debug:
        raise UnsafeSettings("Debug mode is on (FORO_DEBUG or FLASK_DEBUG): never in production. Unset it.")
    if not urlsplit(settings.base_url).netloc:
        raise UnsafeSettings(
            "FORO_BASE_URL is missing: the public address of the site, such as https://foro.example.mx. "
            "Links in mails, badges and calendars are made from it."
        )
    if not settings.secure and urlsplit(settings.base_url).hostname not in {"localhost", "127.0.0.1"}:
        raise UnsafeSettings("FORO_BASE_URL must start with https:// (the camera and the cookies need it).")


def _is_true(text: str) -> bool:
    return text.strip().lower() in TRUE_WORDS


def _whole(name: str, text: str) -> int:
    if not text.isdigit():
        raise UnsafeSettings(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def _one_of(name: str, text: str, *choices: str) -> str:
    if text not in choices:
        raise UnsafeSettings(f"{name} must be one of {', '.join(choices)}, not {text!r}.")
    return text


def _file(name: str, text: str) -> str | None:
    if text and not Path(text).is_file():
        raise UnsafeSettings(f"{name} names a file that is not there: {text}")
    return text or None
