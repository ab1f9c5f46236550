"""Registrations on site, which the desk makes without network too, with badges whose codes it holds beforehand."""
