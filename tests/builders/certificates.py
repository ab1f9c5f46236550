"""Certificates made for a test: of a server, vouched for by itself or by an authority of its own."""

import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import missing


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key, as files."""

    file: Path
    key: Path

    def server_side(self) -> ssl.SSLContext:
        """What a server needs to show it."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.file, self.key)
        return context


def an_authority(folder: Path) -> Certificate:
    """An authority nobody knows yet."""
    return _made(folder, "authority", "/CN=Foro test authority", "-addext", "keyUsage=critical,keyCertSign,cRLSign")


def a_certificate(folder: Path, host: str, authority: Certificate | None = None) -> Certificate:
    """A certificate of a host (a name or an IP address), its own authority where none is given."""
    kind = "IP" if host[0].isdigit() else "DNS"
    signer = ("-CA", str(authority.file), "-CAkey", str(authority.key)) if authority else ()
    extensions = ("-addext", f"subjectAltName={kind}:{host}", "-addext", "basicConstraints=critical,CA:FALSE")
    return _made(folder, f"server-{host}-{bool(authority)}", f"/CN={host}", *extensions, *signer)


def _made(folder: Path, name: str, subject: str, *more: str) -> Certificate:
    if shutil.which("openssl") is None:
        missing("openssl")
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    words = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", subject)
    files = ("-keyout", str(made.key), "-out", str(made.file))
    subprocess.run(["openssl", "req", "-x509", *words, *files, *more], check=True, capture_output=True)
    return made
