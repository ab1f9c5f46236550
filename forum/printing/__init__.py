"""Printing: paper, colours, typefaces, text that fits its box, QR symbols, and a canvas that writes PDF.

Values in, bytes out. Responsible for fitting text of any script into a box, and for documents of any length in little
memory. It does not know what is printed: it imports nothing else of forum, and it is the only package that imports
reportlab, qrcode, uharfbuzz and bidi.

    typefaces = load_typefaces(fonts_in(folder, "badge"))
    canvas = PrintedCanvas(out, pagesize=(A6.width, A6.height), title="Gafetes", language="es-MX")
    box = TextBox(200, 40, largest=32, smallest=8)
    draw_text(canvas, name, box=box, font=typefaces.bold, x=20, top=380, colour=INK)
    draw_qr(canvas, code, x=20, y=20, module=4)
    canvas.showPage()
    canvas.save()
"""
