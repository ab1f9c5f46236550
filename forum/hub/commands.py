"""`forum hub`: serve the doors' phones on the local network, also while the centre is away."""

import argparse
import getpass
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from forum.core.clock import utc_now
from forum.core.data_files import private_folder, write_private
from forum.hub.centre import Centre, CentreAddress, UnsafeCentre
from forum.hub.certificates import Certificates, own_addresses, own_certificates
from forum.hub.journal import Journal
from forum.hub.relay import Relay
from forum.settings import Settings, data_dir_from

HELP_PORT = 8080
HTTPS = 443


class HubNotReady(Exception):
    """The hub cannot start; the message says what to do."""


@dataclass(frozen=True, slots=True)
class HubAddress:
    """Where phones find the hub."""

    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> "HubAddress":
        """The parts of an address.

        Raises:
            HubNotReady: it is none, or not HTTPS.
        """
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.hostname:
            raise HubNotReady("Write the address of the hub as phones open it, such as https://hub.example.mx:8443.")
        return cls(parts.hostname, parts.port or HTTPS)

    @property
    def written(self) -> str:
        """The address as it is opened."""
        return f"https://{self.host}" + ("" if self.port == HTTPS else f":{self.port}")


def add_hub(commands: Any) -> None:
    """Add `forum hub` to the command line."""
    parser = commands.add_parser("hub", help="serve the doors' phones on this network, also without the centre")
    parser.add_argument("centre", help="the address of the site, such as https://foro.example.mx")
    parser.add_argument("address", help="how phones open this hub, such as https://hub.example.mx:8443")
    parser.add_argument("--host", default="0.0.0.0", help="listen here (all networks)")  # noqa: S104 - phones come in
    parser.add_argument("--certificate", type=Path, help="a PEM file that browsers trust, with its chain")
    parser.add_argument("--key", type=Path, help="the PEM file of its key")
    parser.add_argument("--help-port", type=int, default=HELP_PORT, help="where phones read how to trust this hub")
    parser.add_argument("--data", type=Path, help="the folder of the journal (hub, in FORO_DATA_DIR)")
    parser.set_defaults(command=hub)


def hub(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    try:
        return _serve(arguments)
    except (HubNotReady, UnsafeCentre) as refusal:
        print(f"Not started. {refusal}", file=sys.stderr)
        return 1


def _serve(arguments: argparse.Namespace) -> int:
    from forum.hub.pages import create_hub
    from forum.hub.serving import serve_https, serve_site

    centre, address = CentreAddress.of(arguments.centre), HubAddress.of(arguments.address)
    folder: Path = arguments.data or data_dir_from() / "hub"
    private_folder(folder)
    certificates = _certificates(arguments, folder, address)
    relay = Relay(Centre(centre), Journal(folder / "journal.sqlite"), _key(folder), folder / "roster")
    relay.load()
    settings = Settings(secret_key="", database_url="", data_dir=folder, base_url=address.written, production=False)
    behind = serve_site(create_hub(relay, settings), host="127.0.0.1", port=0, scheme="https")
    relay.start()
    if certificates.authority is not None:
        _serve_help(certificates, settings, arguments, address)
    try:
        serve_https(
            certificates,
            host=arguments.host,
            port=address.port,
            behind=behind,
            started=lambda port: print(
                f"The hub serves {address.written} (port {port}). State: {address.written}/_hub"
            ),
        )
    except OSError as fault:
        raise HubNotReady(f"Port {address.port} cannot be opened: {fault.strerror or fault}.") from fault
    finally:
        relay.stopped.set()
        sys.stdout.flush()
    return 0


def _serve_help(
    certificates: Certificates, settings: Settings, arguments: argparse.Namespace, address: HubAddress
) -> None:
    from forum.hub.help_page import create_help_page
    from forum.hub.serving import serve_site

    at = f"http://{address.host}:{arguments.help_port}"
    page = create_help_page(certificates, settings, address=address.written, help_address=at)
    try:
        serve_site(page, host=arguments.host, port=arguments.help_port, scheme="http")
    except OSError as fault:
        raise HubNotReady(f"Port {arguments.help_port} cannot be opened: {fault.strerror or fault}.") from fault
    print(f"Phones learn to trust this hub at {at} (addresses of this computer: {', '.join(own_addresses())}).")
    print(f"Compare there: SHA-256 {certificates.fingerprint}")


def _certificates(arguments: argparse.Namespace, folder: Path, address: HubAddress) -> Certificates:
    given = [each for each in (arguments.certificate, arguments.key) if each is not None]
    if not given:
        return own_certificates(folder, host=address.host, now=utc_now())
    missing = [str(each) for each in given if not each.is_file()]
    if len(given) != 2 or missing:
        raise HubNotReady(f"Give --certificate and --key, both files that are there. Missing: {', '.join(missing)}")
    return Certificates(arguments.certificate, arguments.key)


def _key(folder: Path) -> str:
    """The key that the centre gave: asked for once, kept in a file that only this account reads."""
    file = folder / "key"
    if file.is_file():
        return file.read_text().strip()
    print("The key of this hub, as the page of hubs showed it:", flush=True)
    key = (getpass.getpass("") if sys.stdin.isatty() else sys.stdin.readline()).strip()
    if not key:
        raise HubNotReady("A supervisor makes the key on the page of hubs, among the devices of the doors.")
    write_private(file, key.encode())
    return key
