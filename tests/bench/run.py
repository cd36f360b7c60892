"""Measure the budgets that exist by now and print them: ``python -m tests.bench.run``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import boto3
from moto import mock_aws

from infra import slim
from tests import conftest  # first of these: it says the settings
from tests.bench import calls, cold_start, generators, packages, weights

ROOT: Final = conftest.ROOT
ZIP: Final = ROOT / "build/training/deployment.zip"
DIST: Final = ROOT / "dist"
BENCH_PYTHON: Final = ROOT / "build/bench-venv/bin/python"

LANGUAGES: Final = 24
PAGE_SIZE: Final = 60_000
SCRIPT_SIZE: Final = 60_000
SITE_SECONDS: Final = 8
BUDGETED_PAGES: Final = 36
"""In each language, of the site that the budget of SITE_SECONDS is for."""


class Row(NamedTuple):
    """A line of the table."""

    what: str
    measured: str
    budget: str
    kept: bool | None
    """Whether the budget is kept; None for what is told without having one."""


def main() -> int:
    """Print the table; return 1 if a budget is broken."""
    rows = [*starts(), *sizes(), *site(), *database()]
    widths = [max(len(str(row[column])) for row in rows) for column in range(3)]
    verdicts = {True: "kept", False: "BROKEN", None: ""}
    for row in rows:
        cells = [str(cell).ljust(width) for cell, width in zip(row[:3], widths, strict=True)]
        print(*cells, verdicts[row.kept], sep="  ")
    broken = [row.what for row in rows if row.kept is False]
    print(f"{len(broken)} broken" + (f": {', '.join(broken)}" if broken else ""))
    return 1 if broken else 0


def starts() -> Iterator[Row]:
    """Compare the CPU time until the first read is answered, all in one run."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(ZIP) as package:
            package.extractall(folder)
        programs = cold_start.programs(package=Path(folder), bench_python=BENCH_PYTHON)
        seconds = cold_start.measured(programs)
    for name, each in seconds.items():
        yield Row(f"cold start, {name}", f"{each:.3f} s CPU", "", None)
    for name in ("ours", "ours as deployed"):
        ratio = seconds[name] / seconds["empty"]
        yield Row(f"cold start, {name} : empty", f"{ratio:.2f}", "≤ 1.5", ratio <= 1.5)
        ratio = seconds[name] / seconds["Powertools"]
        yield Row(f"cold start, {name} : Powertools", f"{ratio:.2f}", "< 1", ratio < 1)
        ratio = seconds[name] / seconds["FastAPI + Mangum"]
        yield Row(f"cold start, {name} : FastAPI + Mangum", f"{ratio:.2f}", "≤ 1", ratio <= 1)


def sizes() -> Iterator[Row]:
    """Weigh the package and those of the peers, the heaviest page and the workspace's script."""
    ours = packages.weighed(ZIP)
    yield _kilobytes("package, zipped", ours.zipped, slim.LARGEST)
    yield Row("package, ours", str(ours), "", None)
    for peer in cold_start.peers(BENCH_PYTHON):
        for way, size in packages.sizes(peer).items():
            yield Row(f"package, {peer.name}, {way}", str(size), "", None)
    view = weights.heaviest_view(DIST)
    yield _kilobytes(f"first view of {view.page}", view.bytes, PAGE_SIZE)
    yield _kilobytes("workspace script", weights.workspace_script(DIST), SCRIPT_SIZE)
    texts = weights.heaviest_texts(DIST)
    yield Row("workspace texts, largest language", f"{texts / 1000:.1f} kB", "", None)


def site() -> Iterator[Row]:
    """Build the site from nothing, and as many pages with other generators, all in one run."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        command = [sys.executable, "site/build.py", folder, "--pages-only"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        seconds = time.perf_counter() - begun
        pages = len(list(Path(folder).rglob("*.html")))
    each = pages // LANGUAGES
    what = f"site from nothing, {each} pages in {LANGUAGES} languages"
    yield Row(what, f"{seconds:.1f} s", "", None)
    # The budget is that of a site of 36 pages; ours has grown.
    like = seconds * BUDGETED_PAGES / each
    within = like <= SITE_SECONDS
    yield Row(
        f"the same for {BUDGETED_PAGES} pages", f"{like:.1f} s", f"≤ {SITE_SECONDS} s", within
    )
    for name, others in generators.seconds(pages).items():
        yield Row(f"as many pages, {name}", f"{others:.1f} s", "", None)
        yield Row(f"ours : {name}", f"{seconds / others:.2f}", "", None)


def database() -> Iterator[Row]:
    """Count the calls to DynamoDB, besides the one read of who asks."""
    with mock_aws():
        s3 = boto3.client("s3")
        for name in conftest.BUCKETS:
            s3.create_bucket(Bucket=name, CreateBucketConfiguration=conftest.HERE)
        client = boto3.client("dynamodb")
        for table in conftest.TABLES:
            client.create_table(**table)
        found = calls.counted(calls.the_api())
    for name, budget in calls.BUDGETS.items():
        now = found[name]
        yield Row(f"calls, {name}", _spelt(now), f"≤ {_spelt(budget)}", now.within(budget))


def _kilobytes(what: str, size: int, largest: int) -> Row:
    return Row(what, f"{size / 1000:.1f} kB", f"≤ {largest / 1000:.0f} kB", size <= largest)


def _spelt(found: calls.Calls) -> str:
    return f"{found.reads} + {found.writes} transaction" if found.writes else str(found.reads)


if __name__ == "__main__":
    sys.exit(main())
