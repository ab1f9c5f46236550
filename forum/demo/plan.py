"""The invented drawing of a part, as a PDF of one page that says it is invented."""

TITLE = "Soporte estampado. Plano inventado para la demostración."
K = 0.5523  # how far the handles of four Bézier curves stand that make a circle of radius 1


def plan_pdf() -> bytes:
    """A plate with two holes and its measures, on a page of 420 × 297 points."""
    parts = ["1 w", _plate(), _circle(140, 165, 18), _circle(280, 165, 18), "0.5 w", _measures(), _words()]
    return _document("\n".join(parts).encode("cp1252"))


def _plate() -> str:
    return "80 110 260 110 re S 20 20 380 257 re S 20 55 m 400 55 l S"


def _circle(x: float, y: float, radius: float) -> str:
    """The outline of a circle, in four curves, with its axes."""
    r, k = radius, radius * K
    curves = (
        f"{x + r} {y} m {x + r} {y + k} {x + k} {y + r} {x} {y + r} c "
        f"{x - k} {y + r} {x - r} {y + k} {x - r} {y} c {x - r} {y - k} {x - k} {y - r} {x} {y - r} c "
        f"{x + k} {y - r} {x + r} {y - k} {x + r} {y} c S"
    )
    return f"{curves} {x - r - 6} {y} m {x + r + 6} {y} l S {x} {y - r - 6} m {x} {y + r + 6} l S"


def _measures() -> str:
    across = "80 240 m 340 240 l S 80 224 m 80 246 l S 340 224 m 340 246 l S"
    return f"{across} 360 110 m 360 220 l S 344 110 m 366 110 l S 344 220 m 366 220 l S"


def _words() -> str:
    said = ((198, 246, 9, "260 mm"), (364, 160, 9, "110 mm"), (124, 190, 8, "2 × Ø 18 mm"), (32, 34, 10, TITLE))
    return "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in said)


def _document(page: bytes) -> bytes:
    """The bytes of a PDF with one page of this content."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 297] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        font,
    )
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at)
    return bytes(out)
