"""Badge codes and their print.

Responsible for: the random code of every badge, and the badge as a PDF: one to print at home, or all of them for the
organiser's printer.

Refuses to know: who may enter (check-in decides that from the scan), why a registration was approved, and how a PDF is
drawn (`forum.printing`).
"""
