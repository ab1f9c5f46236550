"""A PDF whose pages leave memory as soon as they are finished: 15,000 pages cost little more than one."""

# mypy: disallow-subclassing-any=False

from io import BytesIO
from typing import Any, BinaryIO, Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from forum.printing.typefaces import Run

_WRITTEN: Final = pdfdoc.PDFObjectReference("written")


class _Output(pdfdoc.PDFFile):
    """reportlab's count of offsets, over a real file instead of a list of strings."""

    def __init__(self, out: BinaryIO) -> None:
        self.offset = 0
        self.write: Any = out.write
        self.add(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")


class StreamedDocument(pdfdoc.PDFDocument):
    """reportlab's document, except that each page goes to the output at once; the fonts follow at the end."""

    def __init__(self, out: BinaryIO, *, language: str) -> None:
        super().__init__(compression=1, lang=language)
        self._file = _Output(out)

    def addPage(self, page: Any) -> None:
        """Write a finished page and keep only its offset."""
        page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        super().addPage(page)
        self._write(page.__InternalName__)
        self._write(page.Contents.__InternalName__)
        self.Pages.pages[-1] = pdfdoc.PDFObjectReference(page.__InternalName__)

    def _write(self, name: str) -> None:
        indirect = pdfdoc.PDFIndirectObject(name, self.idToObject[name])
        self.idToOffset[name] = self._file.add(indirect.format(self))
        self.idToObject[name] = _WRITTEN

    def format(self) -> bytes:
        """Write what is left: forms, fonts, page tree, catalogue, cross references; nothing to return."""
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 1
        while number in self.numberToId:
            name = self.numberToId[number]
            if self.idToObject[name] is not _WRITTEN:
                self._write(name)
            number += 1
        references = pdfdoc.PDFCrossReferenceTable()
        references.addsection(0, [self.numberToId[count] for count in range(1, number)])
        start = self._file.add(references.format(self))
        trailer = pdfdoc.PDFTrailer(startxref=start, Size=number, Root=root, Info=info, ID=self.ID())
        self._file.add(trailer.format(self))
        return b""


class PrintedCanvas(Canvas):
    """A canvas over a streamed document, with a title and a language, to be printed at its true size."""

    def __init__(self, out: BinaryIO, *, pagesize: tuple[float, float], title: str, language: str) -> None:
        super().__init__(out, pagesize=pagesize, pageCompression=1, lang=language)
        self._doc: Any = StreamedDocument(out, language=language)
        self.setTitle(title)
        self.setSubject(title)
        self.setAuthor("Foro")
        self.setCreator("Foro")
        self.setViewerPreference("DisplayDocTitle", "true")
        self.setViewerPreference("PrintScaling", "None")

    def draw_run(self, run: Run, *, x: float, baseline: float, size: float) -> None:
        """Draw a part of a line; shaped glyphs with the text they stand for: what is searched, copied and read."""
        self.setFont(run.font, size)
        if run.glyphs is None:
            self.drawString(x, baseline, run.text)
            return
        said = f"\ufeff{run.text}".encode("utf-16-be").hex()
        self.addLiteral(f"/Span << /ActualText <{said}> >> BDC")
        self.drawString(x, baseline, run.glyphs)
        self.addLiteral("EMC")

    def draw_modules(self, rectangles: list[tuple[int, int, int, int]], *, x: float, y: float, module: float) -> None:
        """Draw black rectangles, counted in modules from (x, y), as one path: no hairlines between them."""
        runs = " ".join([f"{left} {low} {wide} {high} re" for left, low, wide, high in rectangles])
        self.addLiteral(f"q 0 g {module:.4f} 0 0 {module:.4f} {x:.4f} {y:.4f} cm {runs} f Q")

    def draw_picture(self, png: bytes, *, x: float, y: float, width: float, height: float, anchor: str) -> None:
        """Draw a PNG as large as it fits into a box, at this corner of it (`nw`, `ne`)."""
        picture = ImageReader(BytesIO(png))
        self.drawImage(picture, x, y, width, height, mask="auto", preserveAspectRatio=True, anchor=anchor)

    def _make_preamble(self) -> None:
        """Start pages without reportlab's default Helvetica: every font is named where it is used."""
        self._preamble = "1 0 0 1 0 0 cm"
