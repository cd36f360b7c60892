"""Build the public site and the workspace: ``python site/build.py dist``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT))

from sitegen import guides  # noqa: E402 - chalicelib has to be found first
from sitegen.faults import SiteError  # noqa: E402
from sitegen.files import Wanted, files  # noqa: E402
from sitegen.render import Stage  # noqa: E402

NO_PANGO = (
    "Pango is missing, so the quick guide is built without its PDFs. "
    "To have them: sudo infra/system.sh"
)


def wishes(arguments: list[str]) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the site is written")
    parser.add_argument(
        "--origin",
        default="http://localhost:8000",
        help="where it will stand, for canonical links, feeds and the sitemap",
    )
    parser.add_argument("--training", action="store_true", help="for a training stage")
    parser.add_argument(
        "--other", default="", help="where the other stage stands, training or production"
    )
    parser.add_argument(
        "--release", action="store_true", help="fail if the review of a page is overdue"
    )
    parser.add_argument(
        "--pages-only",
        action="store_true",
        help="leave out the search index and the PDFs, to look at a text sooner",
    )
    return parser.parse_args(arguments)


def wanted(wishes: argparse.Namespace) -> Wanted:
    """
    Return what to build.

    Raises:
        SystemExit: A release, or continuous integration, on a machine without Pango.
    """
    stage = Stage(training=wishes.training, other=wishes.other.rstrip("/"))
    plain = Wanted(origin=wishes.origin.rstrip("/"), stage=stage)
    if wishes.pages_only:
        return replace(plain, guides=False, search=False)
    able = guides.available()
    if not able and (wishes.release or os.environ.get("CI")):
        sys.exit(NO_PANGO)
    if not able:
        print(NO_PANGO, file=sys.stderr)
    today = datetime.now(UTC).date()
    return replace(plain, guides=able, release_on=today if wishes.release else None)


def write(found: Mapping[str, bytes], out: Path) -> None:
    """Make *out*, a folder of ours or none yet, hold exactly the files *found*."""
    if out.exists() and any(out.iterdir()) and not (out / "assets/manifest.json").exists():
        sys.exit(f"{out} holds something other than a site; name another folder")
    out = out.resolve()
    if out.exists():
        shutil.rmtree(out)
    for folder in {(out / name).parent for name in found}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in found.items():
        (out / name).write_bytes(content)


if __name__ == "__main__":
    asked = wishes(sys.argv[1:])
    try:
        write(files(ROOT / "content", wanted(asked)), asked.folder)
    except (SiteError, FileNotFoundError) as error:
        sys.exit(str(error))
