"""
Print the seconds of CPU until a fresh process has answered: ``first_read.py HANDLER EVENT``.

The interpreter's own start does not count: it is the same for all.
"""

from __future__ import annotations

import time

BEGUN = time.process_time()

import importlib  # noqa: E402 - what comes from here on is what is measured
import json  # noqa: E402
import sys  # noqa: E402
from types import SimpleNamespace  # noqa: E402

if __name__ == "__main__":
    module, _, name = sys.argv[1].rpartition(".")
    handler = getattr(importlib.import_module(module), name)
    answer = handler(json.loads(sys.argv[2]), SimpleNamespace(aws_request_id="1"))
    spent = time.process_time() - BEGUN
    if answer["statusCode"] != 200:
        sys.exit(str(answer))
    print(spent)
