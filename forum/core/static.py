"""Static files: built ones are cached for a year (their names contain a hash) and served compressed."""

import mimetypes
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory

HASHED = "dist/"
FOR_A_YEAR = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"


def init_static(app: Flask) -> None:
    """Replace Flask's view of static files."""
    mimetypes.add_type("application/wasm", ".wasm")
    mimetypes.add_type("application/manifest+json", ".webmanifest")
    mimetypes.add_type("font/woff2", ".woff2")
    app.view_functions["static"] = static_file


def static_file(filename: str) -> Response:
    """A file of `static/`; the compressed copy where there is one and the browser accepts it."""
    folder = Path(current_app.static_folder or "")
    compressed = folder / f"{filename}.gz"
    packed = bool(request.accept_encodings["gzip"]) and ".." not in filename and compressed.is_file()
    response = send_from_directory(folder, f"{filename}.gz" if packed else filename, conditional=True)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Type"] = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_A_YEAR if filename.startswith(HASHED) else FOR_AN_HOUR
    return response
