"""Files as people upload them."""

import io

from PIL import Image

A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def a_picture(format: str) -> bytes:
    """A small picture of this format."""
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 40).save(buffer, format)
    return buffer.getvalue()
