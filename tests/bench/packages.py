"""How large packages for Lambda are: ours, and those of the peers with all that they need."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra import slim
from tests.bench.cold_start import Program


class Size(NamedTuple):
    """How large a package is, in bytes."""

    zipped: int
    unpacked: int

    def __str__(self) -> str:
        return f"{self.zipped / 1e6:.1f} MB, unpacked {self.unpacked / 1e6:.1f} MB"


def weighed(package: Path) -> Size:
    """Return the size of the zip *package*."""
    with zipfile.ZipFile(package) as opened:
        unpacked = sum(each.file_size for each in opened.infolist())
    return Size(package.stat().st_size, unpacked)


def sizes(peer: Program) -> Mapping[str, Size]:
    """Return how large the package of *peer* is, as pip fills it and slimmed as ours is."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "deployment.zip"
        _pack(peer, package)
        found = {"as pip fills it": weighed(package)}
        slim.slim(package)
        return found | {"slimmed as ours": weighed(package)}


def _pack(peer: Program, package: Path) -> None:
    """Write *peer*, and all that it needs, into the zip *package*, without bytecode and scripts."""
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        app = f"{peer.handler.rpartition('.')[0]}.py"
        opened.write(peer.folder / app, app)
        for distribution in _needed(peer):
            for file in distribution.files or ():
                if ".." not in file.parts and file.suffix != ".pyc":
                    opened.write(str(file.locate()), str(file))


def _needed(peer: Program) -> Iterator[Distribution]:
    """Yield each distribution that *peer* needs in its environment, once."""
    (packages,) = peer.python.parents[1].glob("lib/python*/site-packages")
    there = {
        canonicalize_name(each.name): each
        for each in Distribution.discover(path=[str(packages)])
    }
    waiting, seen = [*peer.needs], set[str]()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in seen:
            seen.add(name)
            yield there[name]
            waiting += _wanted(there[name].requires or ())


def _wanted(requirements: Iterable[str]) -> Iterator[str]:
    """Yield the names of *requirements* that hold here, without extras."""
    for each in map(Requirement, requirements):
        if not each.marker or each.marker.evaluate({"extra": ""}):
            yield each.name
