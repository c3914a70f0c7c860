"""Every number and every gone name of the directory, as somebody types it, leads to its entry."""

import pytest

from bot.answers.index import Index
from bot.understanding.names import MIN_WORD, Names
from bot.understanding.normalise import normalise


@pytest.fixture(scope="module")
def names(index: Index) -> Names:
    return Names(index.names)


def test_every_number_is_known_however_it_is_spelled(index: Index, names: Names) -> None:
    for resource in index.directory.resources:
        for number in (c.number for c in resource.channels if c.number):
            for typed in (number, number.replace("-", ""), number.replace("-", " "), f"{number}번 맞나요?"):
                found = names.found(normalise(typed))
                assert found, typed
                held = index.resources.get(found[0])
                assert held is not None, f"{typed}: {found}"
                assert number in [c.number for c in held.channels], f"{typed}: {found}"


def test_every_gone_number_and_name_leads_to_what_replaced_it(index: Index, names: Names) -> None:
    for i, retired in enumerate(index.directory.retired):
        for gone in (*retired.names, *retired.numbers):
            assert f"retired:{i}" in names.found(normalise(gone)), gone
    for resource in index.directory.resources:
        for gone in (*resource.former_names, *resource.former_numbers):
            assert any(id.startswith("retired:") for id in names.found(normalise(gone))), f"{resource.id}: {gone}"


def test_every_other_name_of_a_place_leads_to_it(index: Index, names: Names) -> None:
    for resource in index.directory.resources:
        for name in resource.also_called:
            letters = "".join(ch for ch in name if ch.isalnum())
            if letters.isdecimal() or len(letters) < MIN_WORD:
                continue
            assert resource.id in names.found(normalise(name)), f"{resource.id}: {name}"
