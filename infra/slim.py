"""
Make a Lambda package small, quick to start and reproducible: ``python infra/slim.py ZIP``.

Lambda keeps no bytecode, so a package without it is compiled anew at each cold
start, which takes longer than all the rest of it.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT))

from chalicelib import i18n  # noqa: E402 -- the path comes first

LARGEST: Final = 15_000_000
"""Bytes that a package may have: what one cold start loads must stay small."""

TASK: Final = "/var/task"
"""Where Lambda unpacks the package; tracebacks name it."""

SERVICES: Final = ("cognito-idp", "dynamodb", "s3", "sesv2", "translate")
"""What of AWS the code calls; botocore carries the descriptions of some 400 services."""

ADDRESSED: Final = ("cognito-idp", "dynamodb", "s3", "email", "translate")
"""What botocore calls the same services where it lists in which regions each one stands."""

LOCALES: Final = (
    "root",
    *i18n.LANGUAGES,
    *i18n.LOCALES.values(),
    "en_001",  # what en_IE builds on
    "en_150",
)

UNWANTED: Final = re.compile(
    rf"""
    ^botocore/data/(?!(?:{"|".join(SERVICES)})/)[^/]+/
  | ^boto3/(?:data|examples)/
  | ^babel/locale-data/(?!(?:{"|".join(LOCALES)})\.dat$)
  | ^babel/messages/(?!__init__\.py|plurals\.py)
  | ^cffi/ | ^pycparser/  # cryptography calls the compiled half of cffi alone
  | ^urllib3/contrib/emscripten/  # for Python in a browser
  | ^dateutil/zoneinfo/.*\.tar\.gz$  # time zones come from tzdata
  | ^dateutil/(?:easter|rrule)\.py$  # botocore reads dates, and counts none
  | ^tzdata/zoneinfo/[a-z0-9]+\.(?:zi|tab)$ | ^tzdata/zoneinfo/leapseconds$  # for programs in other languages
  | ^chalicelib/locale/.*\.pot?$
  | (?:^|/)(?:tests?|testing|__pycache__)/
  | ^[^/]+\.data/scripts/
  | \.dist-info/(?:RECORD|INSTALLER|REQUESTED|direct_url\.json|sboms/.*)$
  | \.(?:pyi|pyc|pxd|h|c)$
    """,
    re.VERBOSE,
)
"""Paths in the package that nothing in Lambda reads."""

UNREAD: Final = frozenset(
    {
        "compact_currency_formats",
        "compact_decimal_formats",
        "compound_unit_patterns",
        "currency_formats",
        "currency_names",
        "currency_names_plural",
        "currency_symbols",
        "currency_unit_patterns",
        "date_fields",
        "interval_formats",
        "meta_zones",
        "scientific_formats",
        "scripts",
        "time_zones",
        "unit_display_names",
        "unit_patterns",
        "variants",
        "zone_formats",
    }
)
"""What Babel knows of a language besides days, times, numbers, and the names of countries and languages."""

CATALOGUE: Final = "/messages.mo"
DESCRIPTION: Final = "/service-2.json.gz"
ENDPOINTS: Final = "botocore/data/endpoints.json"
"""1.3 MB, all of which is read for the first call of any service."""

OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file, so that the same sources give the same bytes."""


def slim(package: Path) -> None:
    """Rewrite *package*: what is wanted, and its bytecode, in fixed order with fixed dates."""
    with zipfile.ZipFile(package) as before:
        files = {
            name: before.read(name)
            for name in before.namelist()
            if not name.endswith("/") and not UNWANTED.search(name)
        }
    files |= {name: locale(files[name]) for name in files if name.endswith(".dat")}
    files |= {name: catalogue(name) for name in files if name.endswith(CATALOGUE)}
    files |= {name: service(files[name]) for name in files if name.endswith(DESCRIPTION)}
    files[ENDPOINTS] = endpoints(files[ENDPOINTS])
    files |= stripped({name: files[name] for name in files if name.endswith(".so")})
    files |= bytecode(files)
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as after:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            after.writestr(entry, content)


def catalogue(name: str) -> bytes:
    """Return the catalogue *name* with the texts that Lambda says; pages have theirs of their own."""
    source = (ROOT / name).with_suffix(".po")
    with source.open("rb") as file:
        known = read_po(file)
    for message in list(known):
        said = any(path.startswith("chalicelib/") for path, _ in message.locations)
        if message.id and not said:
            known.delete(message.id, message.context)
    small = io.BytesIO()
    write_mo(small, known)
    return small.getvalue()


def locale(data: bytes) -> bytes:
    """Return Babel's file *data* without what nobody reads; as it is, if it holds none of it."""
    known = pickle.loads(data)  # noqa: S301 - Babel's own file, as Babel reads it
    if not UNREAD & known.keys():
        return data
    return pickle.dumps({key: known[key] for key in known if key not in UNREAD}, protocol=4)


def service(data: bytes) -> bytes:
    """Return botocore's description *data* of a service without what explains it to people."""
    known = json.loads(gzip.decompress(data), object_hook=_unexplained)
    return gzip.compress(json.dumps(known, separators=(",", ":")).encode(), mtime=0)


def _unexplained(known: dict[str, Any]) -> dict[str, Any]:
    # Botocore adds to some of these texts; and a field may be called so, which is no text.
    if isinstance(known.get("documentation"), str):
        known["documentation"] = ""
    return known


def endpoints(data: bytes) -> bytes:
    """Return botocore's list of endpoints *data* with those of our services alone."""
    known = json.loads(data)
    for partition in known["partitions"]:
        services = partition["services"]
        partition["services"] = {name: services[name] for name in ADDRESSED if name in services}
    return json.dumps(known).encode()


def stripped(libraries: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *libraries* without the symbols that only a debugger reads."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "library.so"
        for path, content in libraries.items():
            file.write_bytes(content)
            subprocess.run(["strip", "--strip-unneeded", file], check=True)
            found[path] = file.read_bytes()
    return found


def bytecode(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the compiled modules of *files*, which Python takes without looking at dates."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in files.items():
            if path.endswith(".py"):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        # In a process of its own: what another one has in memory shows in the bytes.
        options = ["-q", "--invalidation-mode", "unchecked-hash", "-s", name, "-p", TASK]
        subprocess.run(
            [sys.executable, "-S", "-m", "compileall", *options, name],
            env=os.environ | {"PYTHONHASHSEED": "0"},
            check=True,
        )
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*.pyc")}


if __name__ == "__main__":
    path = Path(sys.argv[1])
    slim(path)
    size = path.stat().st_size
    print(f"{path}: {size / 1e6:.1f} MB")
    if size > LARGEST:
        sys.exit(f"more than the {LARGEST / 1e6:.0f} MB that a package may have")
