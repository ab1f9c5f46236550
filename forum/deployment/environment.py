"""The settings of a machine as first written: what must be set is, what should be set stands ready to be filled in."""

import secrets

from forum.deployment.values import DATA, SETTINGS, File, Machine

OWN_DATABASE = "postgresql+psycopg:///foro"
"""PostgreSQL of this machine, which knows the program by the user it runs as (peer): there is no password to lose."""


def settings_file(machine: Machine) -> File:
    """The settings, with a new secret key; a file that is there already stays as it is."""
    database = f"FORO_DATABASE_URL={machine.database}" if machine.database else f"# SQLite: {DATA}/foro.sqlite"
    text = f"""\
# The settings of Foro. After a change: systemctl restart foro foro-worker
# Keep a copy of the key away from this machine: links in mails and badges are signed with it.
FORO_SECRET_KEY={secrets.token_urlsafe(48)}
FORO_BASE_URL=https://{machine.host}
FORO_DATA_DIR={DATA}
{database}
FORO_PROXIES=1

# Mail. Without it, mails are files that an organiser reads at /mail.
#FORO_SMTP_HOST=smtp.example.mx
#FORO_SMTP_USER=foro@example.mx
#FORO_SMTP_PASSWORD=''
#FORO_MAIL_FROM='Foro <foro@example.mx>'

# Who answers for people's data, as the privacy notice says it. After a change also: forum migrate
#FORO_ORGANISER_NAME=''
#FORO_ORGANISER_ADDRESS=''
#FORO_ORGANISER_EMAIL=''

# A backup each day. Better on another disk; encrypted once a key is made: forum backup --new-key FILE
FORO_BACKUP_DIR={DATA}/backups
#FORO_BACKUP_RECIPIENT=age1…

# A line of JSON for each request: journalctl -u foro -o cat
#FORO_LOG=json
# Figures for Prometheus: systemctl enable --now foro-metrics
#FORO_METRICS_PORT=9464
"""
    return File(path=SETTINGS, text=text, mode=0o640, is_kept=True, is_for_program=True)
