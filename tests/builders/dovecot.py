"""A real IMAP server of this machine, with a mailbox and a certificate of an authority of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders.ports import free_port

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
mail_location = maildir:{folder}/mail
first_valid_uid = 1
mail_uid = {user}
mail_gid = {group}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {plain}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""
USER, PASSWORD = "respuestas@example.mx", "secreto-de-prueba"


@dataclass(frozen=True)
class Dovecot:
    """The server: its port for STARTTLS, its authority, and its mailbox."""

    folder: Path
    port: int

    @property
    def ca(self) -> str:
        """The certificate, which is its own authority."""
        return str(self.folder / "cert.pem")

    def put(self, data: bytes) -> None:
        """A message arrives."""
        inbox = self.folder / "mail" / "new"
        inbox.mkdir(parents=True, exist_ok=True)
        (inbox.parent / "cur").mkdir(exist_ok=True)
        (inbox.parent / "tmp").mkdir(exist_ok=True)
        path = inbox / f"{time.time_ns()}.foro"
        path.write_bytes(data)
        for each in (inbox.parent, inbox, inbox.parent / "cur", inbox.parent / "tmp", path):
            shutil.chown(each, "mail", "mail")


@contextmanager
def a_dovecot(folder: Path) -> Iterator[Dovecot]:
    """The server runs for a while; the test is skipped where there is none, or nobody may start one."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if program is None or os.geteuid() != 0:
        pytest.skip("Dovecot is not installed, or is not started by root (Debian package dovecot-imapd)")
    _make_certificate(folder)
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    plain, tls = free_port(), free_port()
    values = {"folder": folder, "plain": plain, "tls": tls, "user": "mail", "group": "mail"}
    (folder / "dovecot.conf").write_text(CONFIG.format(**values))
    for each in (folder, *folder.parents):
        if each.is_relative_to("/tmp") and each != Path("/tmp"):
            each.chmod(0o755)
    server = Dovecot(folder=folder, port=plain)
    server.put(b"Subject: hola\r\n\r\nUn correo cualquiera.\r\n")
    shutil.chown(folder / "mail", "mail", "mail")
    process = subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")])
    try:
        _wait_for(plain, folder)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _make_certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _wait_for(port: int, folder: Path) -> None:
    for _ in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                if connection.recv(100).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.1)
    log = folder / "log"
    raise AssertionError(f"Dovecot does not start: {log.read_text() if log.exists() else ''}")
