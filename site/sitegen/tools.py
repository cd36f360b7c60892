"""Running the tools that the build borrows, each pinned and installed in the checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from sitegen.faults import Fault, SiteError

ROOT: Final = Path(__file__).parent.parent.parent
PROGRAMS: Final = ROOT / "node_modules/.bin"


def run(tool: str, *arguments: str | Path, stdin: bytes | None = None) -> bytes:
    """
    Return what the program *tool* of an npm package writes.

    Raises:
        SiteError: It is not installed, or it failed.
    """
    program = PROGRAMS / tool
    if not program.exists():
        raise SiteError([Fault(str(program), 1, "the tool is missing; run `npm ci`")])
    return _output(tool, [str(program), *map(str, arguments)], stdin)


def node(script: str, stdin: bytes) -> bytes:
    """
    Return what our own *script* writes when it reads *stdin*.

    Raises:
        SiteError: It failed.
    """
    return _output(script, ["node", script], stdin)


def _output(name: str, command: list[str], stdin: bytes | None) -> bytes:
    done = subprocess.run(  # noqa: S603 -- a pinned tool with arguments of ours
        command, input=stdin, capture_output=True, check=False, cwd=ROOT
    )
    if done.returncode:
        raise SiteError([Fault(name, 1, done.stderr.decode().strip())])
    return done.stdout
