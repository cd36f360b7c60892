"""Make a Lambda package small and reproducible: ``python infra/slim.py DEPLOYMENT.ZIP``."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT))

from chalicelib import i18n  # noqa: E402 -- the path comes first

LARGEST: Final = 15_000_000
"""Bytes that a package may have; docs/decisions tells why."""

SERVICES: Final = ("dynamodb", "s3", "scheduler", "sesv2", "sqs", "sts")
"""What of AWS the code calls; botocore carries the descriptions of some 400 services."""

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
  | ^chalicelib/locale/.*\.pot?$
  | (?:^|/)(?:tests?|testing|__pycache__)/
  | ^[^/]+\.data/scripts/
  | \.dist-info/(?:RECORD|INSTALLER|REQUESTED|direct_url\.json)$
  | \.(?:pyi|pyc|pxd|h|c)$
    """,
    re.VERBOSE,
)
"""Paths in the package that nothing in Lambda reads."""

OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file, so that the same sources give the same bytes."""


def slim(package: Path) -> None:
    """Rewrite *package* without what is unwanted, in a fixed order and with fixed dates."""
    with zipfile.ZipFile(package) as before:
        files = {
            name: before.read(name)
            for name in sorted(before.namelist())
            if not name.endswith("/") and not UNWANTED.search(name)
        }
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as after:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            after.writestr(entry, content)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    slim(path)
    size = path.stat().st_size
    print(f"{path}: {size / 1e6:.1f} MB")
    if size > LARGEST:
        sys.exit(f"more than the {LARGEST / 1e6:.0f} MB that a package may have")
