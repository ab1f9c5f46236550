"""What changes in companies, each change one verb."""

from forum.companies.service.codes import release_ally_code, take_ally_code

__all__ = ["release_ally_code", "take_ally_code"]
