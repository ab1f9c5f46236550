"""Logos: re-encoded as small PNGs; harmful files are refused."""

import io
import struct
import subprocess
import sys
import zlib

import pytest
from flask.testing import FlaskClient
from PIL import Image

from forum.companies.errors import ImageTooLarge, NotAnImage
from forum.companies.models import CompanyLogo
from forum.companies.service.logos import MOST_BYTES, reencoded
from forum.core.database import session
from forum.settings import ROOT
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import an_edition
from tests.builders.people import a_person, sign_in


def picture(kind: str, size: tuple[int, int] = (1200, 600), mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, "red").save(buffer, kind)
    return buffer.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge, in few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_become_small_pngs(kind: str) -> None:
    png, width, height = reencoded(picture(kind))
    assert (width, height) == (512, 256)
    with Image.open(io.BytesIO(png)) as drawn:
        assert (drawn.format, drawn.size, drawn.info) == ("PNG", (512, 256), {})


@pytest.mark.parametrize("mode", ["L", "P", "LA", "RGBA", "1", "I;16"])
def test_every_colour_mode_is_read(mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (20, 10)).save(buffer, "PNG")
    assert reencoded(buffer.getvalue())[1:] == (20, 10)


def sixteen_bits(width: int, height: int) -> bytes:
    """A grey PNG of 16 bits a pixel: dark, middle and light columns."""
    third = width // 3
    values = [0x1000] * third + [0x8000] * third + [0xF000] * (width - 2 * third)
    buffer = io.BytesIO()
    Image.frombytes("I;16", (width, height), struct.pack(f"<{width}H", *values) * height).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("size", [(30, 20), (3000, 2000)])
def test_a_picture_of_sixteen_bits_keeps_its_greys(size: tuple[int, int]) -> None:
    png, width, height = reencoded(sixteen_bits(*size))
    with Image.open(io.BytesIO(png)) as drawn:
        middles = [drawn.convert("RGBA").getpixel((width * n // 6, height // 2)) for n in (1, 3, 5)]
    assert middles == [(n, n, n, 255) for n in (0x10, 0x80, 0xF0)]


@pytest.mark.parametrize("mode", ["RGB", "P", "L", "RGBA", "LA"])
@pytest.mark.parametrize("size", [(2570, 2051), (300, 4001), (5000, 200)])
def test_a_reduced_picture_is_the_same_picture(mode: str, size: tuple[int, int]) -> None:
    halves = Image.new("L", size, 200)
    halves.paste(40, (0, 0, size[0], size[1] // 2))
    buffer = io.BytesIO()
    halves.convert(mode).save(buffer, "PNG")
    png, width, height = reencoded(buffer.getvalue())
    assert (max(width, height), width / height) == (512, pytest.approx(size[0] / size[1], rel=0.2))
    with Image.open(io.BytesIO(png)) as drawn:
        shown = drawn.convert("RGBA")
        assert [shown.getpixel((x, y))[0] for x in (0, width - 1) for y in (0, height - 1)] == pytest.approx(
            [40, 200, 40, 200], abs=2
        )
        assert shown.getextrema()[3] == (255, 255)


MEMORY = """
import io, resource, threading
from PIL import Image
from forum.companies.service.logos import reencoded
buffer = io.BytesIO()
Image.new("P", (6000, 4000), 3).save(buffer, "PNG")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
threads = [threading.Thread(target=reencoded, args=(buffer.getvalue(),)) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_many_large_pictures_at_once_take_the_memory_of_one() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 100, "megabytes"


def test_a_rotated_photograph_is_turned_upright(tmp_path: object) -> None:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (100, 50)).save(buffer, "JPEG", exif=exif)
    assert reencoded(buffer.getvalue())[1:] == (50, 100)


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", SVG, b"GIF89a" + b"\0" * 50, picture("PNG")[:60], picture("GIF")],
    ids=["empty", "text", "svg", "gif-head", "cut", "gif"],
)
def test_a_file_that_is_not_a_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnImage):
        reencoded(data)


@pytest.mark.parametrize(
    "data",
    [bomb(60_000, 60_000), bomb(10_000, 10_000), bomb(5_000, 5_000), b"x" * (MOST_BYTES + 1)],
    ids=["3600", "100", "25", "bytes"],
)
def test_a_decompression_bomb_is_refused(data: bytes) -> None:
    with pytest.raises(ImageTooLarge):
        reencoded(data)


def upload(client: FlaskClient, address: str, data: bytes, name: str) -> int:
    sent = {"logo": (io.BytesIO(data), name)}
    return client.post(address, data=sent, content_type="multipart/form-data").status_code


@pytest.mark.both_engines
def test_a_logo_is_uploaded_shown_cached_and_removed(client: FlaskClient) -> None:
    person, company, edition = a_person(), a_company(), an_edition()
    a_membership(company, person)
    sign_in(client, person)
    at = f"/{edition.slug}/companies/{company.id}"
    assert client.get(f"{at}/logo.png").status_code == 404
    assert upload(client, f"{at}/logo", picture("JPEG"), "logo.jpg") == 302
    stranger = client.application.test_client()
    shown = stranger.get(f"{at}/logo.png")
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert shown.headers["Cache-Control"] == "public, max-age=3600"
    again = stranger.get(f"{at}/logo.png", headers={"If-None-Match": shown.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert f"{at}/logo.png" in client.get(at).text
    client.post(f"{at}/logo/removal")
    assert session().query(CompanyLogo).count() == 0


@pytest.mark.parametrize(("data", "name"), [(SVG, "logo.svg"), (SVG, "logo.png"), (b"", "logo.png")])
def test_an_svg_is_refused_on_the_page(client: FlaskClient, data: bytes, name: str) -> None:
    person, company, edition = a_person(), a_company(), an_edition()
    a_membership(company, person)
    sign_in(client, person)
    assert upload(client, f"/{edition.slug}/companies/{company.id}/logo", data, name) == 422
    assert session().query(CompanyLogo).count() == 0
