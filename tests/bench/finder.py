"""
Measure the finder on generated directories and print a table: ``python -m tests.bench.finder``.

Each size has a process of its own, so that the memory of one does not count for the next.
The queries are those of tests/services/finder_queries.yaml, and what they ask for is put
into the directory too. Times are those of the processor: what else the machine does
meanwhile does not count.
"""

from __future__ import annotations

import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests import conftest, generated  # first of these: it says the settings

SIZES: Final = (13_000, 50_000)
PAGE: Final = 21
"""A page of the list, and one to know whether it goes on."""
ROUNDS: Final = 3

# fmt: off
ROWS: Final[Mapping[str, str]] = {
    "authorities": "{:,.0f}",
    "snapshot, zipped (MB)": "{:.1f}",
    "snapshot, on disk (MB)": "{:.1f}",
    "segments": "{:.0f}",
    "build (s)": "{:.1f}",
    "memory of the build (MB)": "{:.0f}",
    "fetched and opened (ms)": "{:.0f}",
    "query, median (ms)": "{:.1f}",
    "query, 95 % (ms)": "{:.1f}",
    "query, slowest (ms)": "{:.1f}",
    "empty query, median (ms)": "{:.1f}",
    "expected hits in the first three (%)": "{:.1f}",
}
# fmt: on


def main() -> None:
    """Print a column for each size."""
    columns = [_in_a_process_of_its_own(size) for size in SIZES]
    for name, form in ROWS.items():
        print(name.ljust(40), *(form.format(column[name]).rjust(10) for column in columns))


def measured(size: int) -> dict[str, float]:
    """Return the figures of a directory of *size* authorities, by name of the row."""
    from chalicelib.domain.finding import Wanted
    from chalicelib.storage import finder_building, snapshots
    from infra.publication import directory, training
    from tests.services.test_finder_quality import QUERIES, missed

    real = [directory.authority(each) for each in training.load().authorities.values()]
    authorities = [*real, *generated.authorities(size - len(real))]
    before = _memory()
    with tempfile.TemporaryDirectory() as name:
        begun = time.process_time()
        finder_building.build(Path(name), authorities, generated.WORDS)
        data = snapshots._packed(Path(name))
        built = time.process_time() - begun
    memory = _memory() - before
    begun = time.process_time()
    index = snapshots._opened(data)
    opened = time.process_time() - begun
    assert index
    searches = [
        _timed(lambda q=q: index.find(q["text"], Wanted(), language=q["reader"], limit=PAGE))
        for _ in range(ROUNDS)
        for q in QUERIES
    ]
    empty = [
        _timed(lambda: index.find("", Wanted(), language="da", limit=PAGE)) for _ in range(50)
    ]
    expected = sum(len(query["expected"]) for query in QUERIES)
    figures = (
        len(index),
        len(data) / 1e6,
        _unpacked(data) / 1e6,
        index._searcher.num_segments,
        built,
        memory,
        opened * 1000,
        statistics.median(searches),
        statistics.quantiles(searches, n=20)[-1],
        max(searches),
        statistics.median(empty),
        100 * (1 - sum(1 for _ in missed(index)) / expected),
    )
    return dict(zip(ROWS, figures, strict=True))


def _in_a_process_of_its_own(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.finder", str(size)]
    done = subprocess.run(command, cwd=conftest.ROOT, check=True, capture_output=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _timed(search: Any) -> float:
    begun = time.process_time()
    search()
    return (time.process_time() - begun) * 1000


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _unpacked(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return sum(each.file_size for each in packed.infolist())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measured(int(sys.argv[1]))))
    else:
        main()
