"""Paper, typefaces, QR codes and drawing for PDFs: values in, bytes out.

It knows nothing of the house; the only package that imports reportlab and qrcode.
"""
