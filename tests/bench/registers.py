"""
Five thousand registers: how long a search, an offer and the pages take, and what looks at them cost.

    PYTHONPATH=.:site python -m tests.bench.registers [--addresses 5000]

Nothing here is a budget that fails: the results stand in ``docs/measurements.md``.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests import conftest  # first of these: it says the settings
# ruff: noqa: I001

from chalicelib import i18n, register_words
from chalicelib.domain import register_finding, registers
from chalicelib.domain.registers import Directory
from chalicelib.services.register_checks import AT_ONCE
from chalicelib.storage import websites
from chalicelib.storage.websites import Network, Pace, Refused
from infra.publication import registers as publication
from sitegen import assets, sources
from sitegen.pages import plan
from sitegen.render import Stage, render
from sitegen.report import report
from tests.misbehaving import serving
from tests.storage.test_websites import EXPECTED

MANY: Final = 5000
CONTENT: Final = Path(__file__).parents[2] / "content"
QUERIES: Final = (
    "cvr",
    "business register",
    "virksomhedsregister danmark",
    "lægeregister",
    "busines regsiter",
    "zebra",
)


assert conftest


def many() -> Directory:
    """Return the directory with so many registers, the real ones over and over under other names."""
    real = publication.read()
    found = [
        replace(each, id=f"{each.id}-{n}", name=f"{each.name} {n}")
        for n in range(MANY // len(real.registers) + 1)
        for each in real.registers
    ]
    questions = {area: dict(asked) for area, asked in real.questions.items()}
    return registers.directory(found[:MANY], real.kinds, questions)


def timed(act: Callable[[], object], times: int = 20) -> str:
    """Return median and slowest of so many runs, in milliseconds of the processor."""
    took = []
    for _ in range(times):
        begun = time.process_time()
        act()
        took.append((time.process_time() - begun) * 1000)
    return f"{statistics.median(took):.0f} ms, slowest {max(took):.0f} ms"


def searches(directory: Directory) -> None:
    def search(text: str) -> None:
        words = register_words.words(directory, {}, "da")
        register_finding.hits(text, directory.registers, words)

    for text in QUERIES:
        print(f"search {text!r}: {timed(lambda text=text: search(text))}")  # type: ignore[misc]
    print(
        "offers:",
        timed(
            lambda: register_finding.offers(
                directory,
                area="services",
                country="DE",
                codes=["SV-01", "SV-10"],
                language="da",
            )
        ),
    )


def pages(directory: Directory) -> None:
    """Make the pages of so many registers, and the list of them, in one language of 24."""
    read = replace(sources.read(CONTENT), directory=directory)
    planned = [
        each
        for each in plan(read.articles, i18n.LANGUAGES, directory.registers)
        if each.language == "da" and each.path.startswith("registers/")
    ]
    addresses = assets.addresses(assets.gather())
    begun = time.process_time()
    html = render(
        planned,
        read,
        addresses,
        origin="https://imi.example",
        report=report(read.articles, i18n.LANGUAGES),
        guides=False,
        stage=Stage(training=True),
    )
    took = time.process_time() - begun
    size = len(html["/da/registers/"].encode()) / 1024
    print(
        f"pages: {len(html)} of one language in {took:.0f} s, the list of all has {size:.0f} kB"
    )


def looks(addresses: int) -> None:
    """Look at so many addresses on a server of this machine that misbehaves in every way."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:

        def resolve(host: str) -> list[tuple[str, int]]:
            if host == "rebound.example":
                return websites.resolve("localhost")
            if host == "nowhere.example":
                raise Refused(websites.Trouble.NAME)
            return [server.address]

        # A way out of its own for each, so that the rules of each are asked for, as of different hosts.
        def look(n: int) -> bool:
            host = hosts[n % len(hosts)]
            network = Network(
                resolve=resolve, trust=server.trust, pace=Pace(0), longest=1.5, idle=1.0
            )
            right = network.look(f"https://{host}.example/{n}").trouble is EXPECTED[host]
            wrong[host] += not right
            return right

        hosts, wrong = list(EXPECTED), Counter[str]()
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            right = sum(pool.map(look, range(addresses)))
        took = time.monotonic() - begun
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(
            f"looks: {addresses} addresses in {len(hosts)} ways, {right} seen for what they are"
        )
        print(
            f"       {took:.0f} s with {AT_ONCE} at once, {grown:.0f} MB of memory more (server included)"
        )
        if left := {host: count for host, count in wrong.items() if count}:
            print("       wrong:", left)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--addresses", type=int, default=MANY)
    wanted = parser.parse_args()
    directory = many()
    searches(directory)
    pages(directory)
    if wanted.addresses:
        looks(wanted.addresses)


if __name__ == "__main__":
    main()
