"""The page that a phone opens before it trusts the hub: the certificate, and the steps for each kind of phone.

It is served without HTTPS, for which the phone has no trust yet; it shows the fingerprint to compare.
"""

from base64 import b64encode
from pathlib import Path
from ssl import PEM_cert_to_DER_cert

from flask import Flask, Response, make_response, render_template

from forum.core.i18n import gettext as _
from forum.hub.certificates import Certificates
from forum.hub.pages import HEADERS, hub_app
from forum.printing.qr import link_svg
from forum.settings import Settings

FILE = "foro.crt"


def create_help_page(certificates: Certificates, settings: Settings, *, address: str, help_address: str) -> Flask:
    """The site of the steps, for a hub at this address."""
    app = hub_app("forum.hub.help", settings)
    authority = certificates.authority
    assert authority is not None, "a certificate that browsers trust needs no steps"

    def steps_show() -> Response:
        """The steps."""
        svg = link_svg(help_address, title=_("Código de esta página"))
        page = render_template(
            "hub/trust.html",
            address=address,
            help_address=help_address,
            file=f"/{FILE}",
            fingerprint=certificates.fingerprint,
            symbol=f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}",
        )
        response = make_response(page)
        response.headers.update(HEADERS)
        return response

    def certificate_show() -> Response:
        """The certificate, in the form that phones offer to install."""
        response = make_response(_der(authority))
        response.mimetype = "application/x-x509-ca-cert"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Disposition"] = f"attachment; filename={FILE}"
        return response

    app.add_url_rule("/", view_func=steps_show)
    app.add_url_rule(f"/{FILE}", view_func=certificate_show)
    app.add_url_rule("/static/<path:filename>", view_func=app.view_functions["static"], endpoint="own_static")
    return app


def _der(pem: Path) -> bytes:
    return PEM_cert_to_DER_cert(pem.read_text())
