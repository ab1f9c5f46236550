"""Errors that are logged under a reference number, which people can quote and an operator can look for."""

import logging
import secrets

log = logging.getLogger("forum")


def report(error: Exception, what: str) -> str:
    """Log an error with its traceback and what it happened in; returns the reference."""
    reference = secrets.token_hex(4).upper()
    log.error("error %s %s", reference, what, exc_info=error)
    return reference
