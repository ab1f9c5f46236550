"""Badges as PDF: one to print at home, or many for the organiser's printer.

Values in, bytes out: texts arrive ready to print, fonts as paths. It reads no database and knows no request.
"""
