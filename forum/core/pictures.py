"""Pictures from outside, opened safely: few bytes can take a hundred megabytes once they are decoded.

So the pixels are counted before, and a process decodes one picture at a time.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from forum.core.errors import Refusal

if TYPE_CHECKING:
    from PIL import Image

_one_at_a_time = threading.Lock()


@contextmanager
def opened_picture(
    data: bytes, *, formats: tuple[str, ...], most_pixels: int, unreadable: Refusal, too_large: Refusal
) -> Iterator["Image.Image"]:
    """The picture of one of these formats, told by its content, while it is read.

    Raises:
        Refusal: `unreadable` where it cannot be read, `too_large` where it has more pixels than are safe to decode.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with _one_at_a_time, Image.open(io.BytesIO(data), formats=formats) as picture:
            if picture.width * picture.height > most_pixels:
                raise too_large
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise unreadable from error
