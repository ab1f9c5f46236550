"""Thousands of companies in the order in which they match a requirement.

It is computed from who has each thing that is asked for, instead of what each company has: `match_of` says what a match
is, and the tests compare both.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from forum.matchmaking.rules.match import (
    DESIRABLE_POINTS,
    MANDATORY_POINTS,
    PROCESS_POINTS,
    CompanyProfile,
    Criteria,
    HeldCertificate,
    ProcessMatch,
    share,
    weight_of,
)


@dataclass(frozen=True, slots=True)
class Offering:
    """The companies that offer a process, and those that offer one of its family, where it is a family."""

    itself: Set[int]
    beneath: Set[int]


@dataclass(frozen=True, slots=True)
class Holding:
    """The companies that hold a certificate: company id to the certificate, and to its weight on the day.

    `current`: whose certificate has not ended, with or without evidence.
    """

    certificates: Mapping[int, HeldCertificate]
    weights: Mapping[int, int]
    current: Set[int]

    @classmethod
    def on(cls, today: date, certificates: Mapping[int, HeldCertificate]) -> "Holding":
        """The holding with the weights of this day."""
        return cls(
            certificates,
            weights={id: weight_of(held, today) for id, held in certificates.items()},
            current=frozenset(
                id
                for id, held in certificates.items()
                if not held.in_process and held.valid_until is not None and held.valid_until >= today
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Who has what one requirement asks for; `holders`: of each certificate asked for, by its standard."""

    criteria: Criteria
    process: Offering
    family: Offering | None
    holders: Mapping[str, Holding]

    def profile_of(self, company_id: int) -> CompanyProfile:
        """What a company has of it: as much of its profile as the match asks for."""
        processes, families = set(), set()
        for process_id, offering in ((self.criteria.process_id, self.process), (self.criteria.family_id, self.family)):
            if process_id is not None and offering is not None:
                if company_id in offering.itself:
                    processes.add(process_id)
                if company_id in offering.beneath:
                    families.add(process_id)
        return CompanyProfile(
            processes=frozenset(processes),
            families=frozenset(families),
            certificates={
                standard: holding.certificates[company_id]
                for standard, holding in self.holders.items()
                if company_id in holding.certificates
            },
        )

    def ranked(self, company_ids: Iterable[int]) -> list[int]:
        """These companies, the best match first; equal ones stay in their order."""
        scores = self._scores()
        nothing = share(0, len(self.criteria.mandatory), MANDATORY_POINTS)
        nothing += share(0, len(self.criteria.desirable), DESIRABLE_POINTS)
        return sorted(company_ids, key=lambda id: -scores.get(id, nothing))

    def _scores(self) -> dict[int, int]:
        """The score of each company that has anything of it."""
        offered, related = self._by_process()
        mandatory, desirable = self._weights(self.criteria.mandatory), self._weights(self.criteria.desirable)
        musts, wishes = len(self.criteria.mandatory), len(self.criteria.desirable)
        scores = {}
        for id in {*offered, *related, *mandatory, *desirable}:
            score = share(mandatory.get(id, 0), musts, MANDATORY_POINTS)
            score += share(desirable.get(id, 0), wishes, DESIRABLE_POINTS)
            if id in offered:
                score += PROCESS_POINTS[ProcessMatch.OFFERED]
            elif id in related:
                score += PROCESS_POINTS[ProcessMatch.RELATED]
            scores[id] = score
        return scores

    def _by_process(self) -> tuple[Set[int], Set[int]]:
        """Who offers what is asked for, and who offers another process of the family."""
        if self.family is None:
            return self.process.itself | self.process.beneath, frozenset()
        return self.process.itself, self.family.itself | self.family.beneath

    def _weights(self, standards: Iterable[str]) -> dict[int, int]:
        """The weights of these certificates together: company id to sum."""
        total: dict[int, int] = {}
        for standard in standards:
            for id, weight in self.holders[standard].weights.items():
                total[id] = total.get(id, 0) + weight
        return total
