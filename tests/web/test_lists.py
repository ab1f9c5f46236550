"""The lists of the console, all alike: sorted by every heading, their columns chosen, their filters taken away."""

import re
from html import unescape

import pytest

from tests.builders.world import World

LISTS = {
    "registrations": "organiser",
    "meetings/coordination/suppliers": "coordinator",
    "meetings/coordination/requests": "coordinator",
    "meetings/coordination/meetings": "coordinator",
    "meetings/coordination/buyers": "coordinator",
    "meetings/coordination/requirements": "coordinator",
    "companies/directory": "organiser",
    "exhibitors/review": "organiser",
    "exhibitors/stands": "organiser",
    "badges/people": "organiser",
    "team/accounts": "organiser",
    "mail": "organiser",
}
SORTING = re.compile(r'<a class="table__sort" href="([^"]+)"')
LINE = re.compile(r'class="table__main">(?:<a href="[^"]+"[^>]*>)?([^<]+)')
COLUMN = re.compile(r'name="columns" value="(\w+)"')


def read(world: World, path: str, address: str) -> str:
    answer = world.clients[LISTS[path]].get(unescape(address))
    assert answer.status_code == 200, address
    return str(answer.text)


@pytest.mark.parametrize("path", LISTS)
def test_every_heading_sorts_both_ways_and_loses_nobody(world: World, path: str) -> None:
    first = read(world, path, f"/{world.slug}/{path}")
    for link in SORTING.findall(first):
        up = read(world, path, link)
        [following] = [each for each in SORTING.findall(up) if "sort=-" in each or "columns" not in each][:1] or [link]
        assert ('aria-sort="ascending"' in up) != ('aria-sort="descending"' in up)
        turned = read(world, path, following)
        if "Página 1 de" not in first:
            assert sorted(LINE.findall(up)) == sorted(LINE.findall(turned)) == sorted(LINE.findall(first))


@pytest.mark.parametrize("path", LISTS)
def test_columns_are_chosen_and_come_back(world: World, path: str) -> None:
    address = f"/{world.slug}/{path}"
    usual = read(world, path, address)
    keys = COLUMN.findall(usual)
    assert len(keys) > 1
    bare = read(world, path, f"{address}?columns=")
    assert bare.count('role="columnheader"') < usual.count('role="columnheader"') or not LINE.findall(usual)
    assert read(world, path, address).count("checked") == 0
    whole = read(world, path, f"{address}?columns=&columns=" + "&columns=".join(keys))
    assert whole.count(" checked>") == len(keys)


@pytest.mark.parametrize("path", LISTS)
def test_a_search_is_a_chip_and_accents_are_nothing_to_it(world: World, path: str) -> None:
    address = f"/{world.slug}/{path}"
    with_accent, without = (read(world, path, f"{address}?q={text}") for text in ("MUÑÓZ", "munoz"))
    assert LINE.findall(with_accent) == LINE.findall(without)
    assert "Quitar el filtro «munoz»" in without
    assert read(world, path, f"{address}?q=qqqq").count('class="table__main"') == 0


DECIDED = {
    "registrations",
    "meetings/coordination/suppliers",
    "meetings/coordination/requests",
    "meetings/coordination/meetings",
    "companies/directory",
    "exhibitors/review",
    "exhibitors/stands",
    "badges/people",
    "mail",
}
"""The lists on whose lines something is decided for many; of all lists whose lines are marked a message goes out."""


@pytest.mark.parametrize("path", LISTS)
def test_each_list_is_the_one_component(world: World, path: str) -> None:
    page = read(world, path, f"/{world.slug}/{path}")
    assert SORTING.findall(page) != []
    assert (page.count('class="list-head"'), page.count("data-columns")) == (1, 1)
    assert re.search(r'class="muted" role="status">\s*[\d,]+ ', page)
    if path in DECIDED:
        assert page.count("data-bulk-page") == 1
        assert ('name="all"' in page) == ('<nav class="pagination"' in page)
