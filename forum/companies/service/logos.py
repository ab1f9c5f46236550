"""A company's logo: whatever arrives is drawn anew by us as a PNG of at most 512 pixels a side, outside the change."""

import io
from datetime import datetime

from PIL import Image, ImageOps, UnidentifiedImageError

from forum.companies.errors import ImageTooLarge, NotAnImage
from forum.companies.models import CompanyLogo
from forum.companies.service.events import record_event
from forum.core.database import atomic, session

READ = ("PNG", "JPEG", "WEBP")
LARGEST_SIDE = 512
MOST_PIXELS = 24_000_000
MOST_BYTES = 5 * 1024 * 1024


def set_logo(company_id: int, *, data: bytes, by: int, now: datetime) -> None:
    """Keep a picture as the company's logo.

    Raises:
        NotAnImage: the file is no PNG, JPEG or WebP that can be read (an SVG can carry a script and is none).
        ImageTooLarge: too many bytes, or more pixels than are safe to unpack.
    """
    png, width, height = redrawn(data)
    with atomic() as current:
        logo = current.get(CompanyLogo, company_id) or CompanyLogo(company_id=company_id)
        logo.png, logo.width, logo.height, logo.updated_at = png, width, height, now
        current.add(logo)
        record_event(company_id, "logo", by=by, now=now)


def delete_logo(company_id: int, *, by: int, now: datetime) -> None:
    """Take the logo away."""
    with atomic() as current:
        logo = session().get(CompanyLogo, company_id)
        if logo is not None:
            current.delete(logo)
            record_event(company_id, "logo_removed", by=by, now=now)


def redrawn(data: bytes) -> tuple[bytes, int, int]:
    """The picture as a PNG of ours with its width and height: no metadata, no second meaning of the bytes.

    Raises:
        NotAnImage: it cannot be read.
        ImageTooLarge: it is too large to be unpacked.
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
