"""How a page shows a mail as its recipient sees it."""

from flask import Response

# a mail is shown in a sandbox: no script in it may run, and its links open in a new tab
BODY_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def in_sandbox(html: str) -> Response:
    """The HTML of a mail, for a frame within a page."""
    response = Response(html.replace("<head>", '<head><base target="_blank">', 1))
    response.headers["Content-Security-Policy"] = BODY_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
