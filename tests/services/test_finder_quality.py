"""The finder meets its list: what people type, and whom they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from chalicelib.domain.finding import Wanted
from chalicelib.storage import finder_building
from chalicelib.storage.finder_index import Index
from infra.publication import directory, training
from tests import generated

QUERIES: Final = yaml.safe_load(
    Path(__file__).with_name("finder_queries.yaml").read_text("utf-8")
)
GENERATED: Final = 2000
FIRST: Final = 3


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("finder")
    real = [directory.authority(entry) for entry in training.load().authorities.values()]
    everybody = [*real, *generated.authorities(GENERATED)]
    finder_building.build(folder, everybody, generated.WORDS)
    return Index(folder)


def missed(index: Index) -> Iterator[tuple[Any, str]]:
    for query in QUERIES:
        found = index.find(query["text"], Wanted(), language=query["reader"], limit=FIRST)
        yield from ((query, each) for each in query["expected"] if each not in found)


def test_the_list_is_as_long_and_as_mixed_as_it_says():
    kinds = Counter(query["kind"] for query in QUERIES)

    assert len(QUERIES) == 200
    assert (
        min(kinds[each] for each in ("misspelt", "prefix", "transliterated", "other language"))
        >= 20
    )


def test_at_least_95_of_100_expected_hits_are_among_the_first_three(index):
    expected = sum(len(query["expected"]) for query in QUERIES)

    misses = list(missed(index))

    assert len(misses) <= 0.05 * expected, misses
