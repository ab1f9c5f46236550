"""Lists of people and companies in the order in which they are read, on every database."""

import random

from flask import Flask
from sqlalchemy import select

from forum.accounts.queries import list_accounts
from forum.companies.models import Company
from forum.companies.queries.directory import list_companies
from forum.core.database import atomic
from forum.core.names import PersonName
from tests.builders.companies import a_company
from tests.builders.people import a_person

IN_ORDER = ["3M", "20 de Abril", "ébano", "Norte", "nuez 2", "Nuez 10", "Núñez", "Nuzco", "Ñandú", "Oro", "Zinc"]


def shuffled() -> list[str]:
    names = IN_ORDER[:]
    random.Random(4).shuffle(names)
    return names


def test_companies_are_read_in_order(app: Flask) -> None:
    for name in shuffled():
        a_company(name=name, legal_name=f"Otra {name}")
    page, _rfcs = list_companies(select(Company.id).union(select(Company.id)))
    assert [company.name for company in page.rows] == IN_ORDER


def test_a_renamed_company_moves(app: Flask) -> None:
    company = a_company(name="Zinc")
    with atomic():
        company.name = "Ñandú"
    other = a_company(name="Oro")
    page, _rfcs = list_companies(select(Company.id).union(select(Company.id)))
    assert [each.id for each in page.rows] == [company.id, other.id]


def test_people_are_read_in_order(app: Flask) -> None:
    for number, name in enumerate(shuffled()):
        a_person(given_names=name, first_surname="Ruiz", email=f"p{number}@example.mx")
    found = list_accounts("ruiz").rows
    assert [person.given_names for person in found] == IN_ORDER


def test_a_renamed_person_moves(app: Flask) -> None:
    person, other = (
        a_person(given_names="Zoe", email="z@example.mx"),
        a_person(given_names="Olga", email="o@example.mx"),
    )
    with atomic():
        person.name = PersonName("Ñusta", "Ruiz")
    assert person.name_sorted < other.name_sorted
