"""Certificates as a file."""

from collections.abc import Sequence
from io import BytesIO

from flask import current_app

from forum.attendance.context import page_of
from forum.attendance.documents.certificate import certificates_pdf
from forum.attendance.models import AttendanceCertificate
from forum.badges.service import fonts_below
from forum.editions.models import Edition

PDF = "application/pdf"


def pdf_of(certificates: Sequence[AttendanceCertificate], edition: Edition) -> BytesIO:
    """These certificates as one PDF, a page each."""
    pages = [page_of(each, edition) for each in certificates]
    language = pages[0].language if pages else "es"
    title = pages[0].title if pages else edition.name
    return certificates_pdf(pages, title=title, language=language, fonts=fonts_below(current_app.static_folder))
