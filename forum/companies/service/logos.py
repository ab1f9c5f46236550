"""A company's logo: every upload is re-encoded as a PNG of at most 512 pixels a side, outside the transaction."""

import io
from datetime import datetime

from PIL import Image, ImageOps, UnidentifiedImageError

from forum.companies.errors import ImageTooLarge, NotAnImage
from forum.companies.models import CompanyLogo
from forum.companies.service.events import record_event
from forum.core.database import atomic

READ = ("PNG", "JPEG", "WEBP")
LARGEST_SIDE = 512
MOST_PIXELS = 24_000_000
MOST_BYTES = 5 * 1024 * 1024


def set_logo(company_id: int, *, data: bytes, by: int, now: datetime) -> None:
    """Save a picture as the company's logo.

    Raises:
        NotAnImage: the file is not a readable PNG, JPEG or WebP (an SVG can carry a script and is not accepted).
        ImageTooLarge: too many bytes, or more pixels than are safe to decode.
    """
    png, width, height = reencoded(data)
    with atomic() as current:
        logo = current.get(CompanyLogo, company_id) or CompanyLogo(company_id=company_id)
        logo.png, logo.width, logo.height, logo.updated_at = png, width, height, now
        current.add(logo)
        record_event(company_id, "logo", by=by, now=now)


def delete_logo(company_id: int, *, by: int, now: datetime) -> None:
    """Delete the logo."""
    with atomic() as current:
        logo = current.get(CompanyLogo, company_id)
        if logo is not None:
            current.delete(logo)
            record_event(company_id, "logo_removed", by=by, now=now)


def reencoded(data: bytes) -> tuple[bytes, int, int]:
    """The picture re-encoded as a PNG, its width and its height: no metadata, nothing else hidden in the file.

    Raises:
        NotAnImage: the file cannot be read.
        ImageTooLarge: it is too large to be decoded.
    """
    if len(data) > MOST_BYTES:
        raise ImageTooLarge(pixels=MOST_PIXELS // 1_000_000)
    try:
        with Image.open(io.BytesIO(data), formats=READ) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ImageTooLarge(pixels=MOST_PIXELS // 1_000_000)
            picture.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            drawn = ImageOps.exif_transpose(picture).convert("RGBA")
            drawn.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageTooLarge(pixels=MOST_PIXELS // 1_000_000) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAnImage from error
    buffer = io.BytesIO()
    drawn.save(buffer, "PNG", optimize=True)
    return buffer.getvalue(), drawn.width, drawn.height
