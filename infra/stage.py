"""
Run a program for a deployed stage: ``python infra/stage.py STAGE infra/redrive.py …``.

It gets the variables that the functions of the stage get: names of tables, buckets and accounts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from infra.deploy import wanted
from infra.deployment import Deployment
from infra.stack import Failed


def main() -> int:
    """Run it, and return how it ended."""
    stage, *command = sys.argv[1:]
    try:
        environment = Deployment(wanted(stage, "")).environment()
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return subprocess.run(
        [sys.executable, *command], env=os.environ | environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
