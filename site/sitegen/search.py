"""The search index: made by Pagefind from the finished pages, one for each language."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sitegen.faults import Fault, SiteError

FOLDER: Final = "pagefind/"
NEEDED: Final = (".js", ".json", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment")
"""What the search in the browser loads; Pagefind's own user interface is left out."""


def index(html: Mapping[str, str]) -> dict[str, bytes]:
    """
    Return the files of the index: path below the output directory, and content.

    Args:
        html: The pages by address; those without ``data-pagefind-body`` are not found.

    Raises:
        SiteError: Pagefind failed.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for url, page in html.items():
            if "data-pagefind-body" in page:
                (root / url.lstrip("/")).mkdir(parents=True, exist_ok=True)
                (root / url.lstrip("/") / "index.html").write_text(page, "utf-8")
        done = subprocess.run(  # noqa: S603 -- a pinned tool with arguments of ours
            [sys.executable, "-m", "pagefind", "--site", folder, "--silent"],
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise SiteError([Fault("pagefind", 1, done.stderr.decode().strip())])
        return dict(_needed(root / FOLDER))


def _needed(made: Path) -> list[tuple[str, bytes]]:
    return [
        (FOLDER + path.relative_to(made).as_posix(), path.read_bytes())
        for path in sorted(made.rglob("*"))
        if path.is_file()
        and ("ui" not in path.name.split(".")[0])
        and "highlight" not in path.name
    ]
