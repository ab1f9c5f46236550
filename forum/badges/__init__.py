"""Badge codes and their print.

Responsible for: the random code every badge carries, its QR symbol, and the badge as a PDF — one to print at
home, or all of them for the organiser's printer.

Refuses to know: who may enter (check-in decides that from the scan), why a registration was approved, and how
sentences are translated: words arrive ready to print. It is the only door to reportlab and qrcode.
"""
