"""A company's logo: every upload is re-encoded as a PNG of at most 512 pixels a side, outside the transaction.

What is decoded is made smaller band by band before anything else is done with it.
"""

import io
from datetime import datetime
from typing import TYPE_CHECKING

from forum.companies.errors import ImageTooLarge, NotAnImage
from forum.companies.models import CompanyLogo
from forum.companies.service.events import record_event
from forum.core.database import atomic
from forum.core.pictures import opened_picture

if TYPE_CHECKING:
    from PIL import Image

READ = ("PNG", "JPEG", "WEBP")
LARGEST_SIDE = 512
MOST_PIXELS = 24_000_000
MOST_BYTES = 5 * 1024 * 1024
BAND_PIXELS = 1_000_000
ORIENTATION = 0x0112  # the tag of EXIF


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
    too_large = ImageTooLarge(pixels=MOST_PIXELS // 1_000_000)
    if len(data) > MOST_BYTES:
        raise too_large
    from PIL import ImageOps

    with opened_picture(
        data, formats=READ, most_pixels=MOST_PIXELS, unreadable=NotAnImage(), too_large=too_large
    ) as picture:
        picture.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        drawn = _reduced(picture)
        drawn.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        drawn.getexif()[ORIENTATION] = picture.getexif().get(ORIENTATION, 1)
        ImageOps.exif_transpose(drawn, in_place=True)
    buffer = io.BytesIO()
    drawn.save(buffer, "PNG", optimize=True)
    return buffer.getvalue(), drawn.width, drawn.height


def _reduced(picture: "Image.Image") -> "Image.Image":
    """The picture in colour with transparency, at least as large as a logo and less than four times that."""
    from PIL import Image

    factor = max(1, max(picture.size) // (2 * LARGEST_SIDE))
    size = (-(-picture.width // factor), -(-picture.height // factor))
    drawn = Image.new("RGBA", size)
    height = factor * max(1, BAND_PIXELS // (picture.width * factor))
    for top in range(0, picture.height, height):
        band = picture.crop((0, top, picture.width, min(top + height, picture.height)))
        drawn.paste(_in_eight_bits(band).convert("RGBA").reduce(factor), (0, top // factor))
    return drawn


def _in_eight_bits(picture: "Image.Image") -> "Image.Image":
    """A picture of 16 bits a pixel in 8, where converting it would make white of all but the darkest; others as is."""
    if not picture.mode.startswith("I"):
        return picture
    scaled = picture.point(lambda value: value / 256).convert("L")
    scaled.info.pop("transparency", None)  # a number of 16 bits
    return scaled
