"""
What Lambda's runtime is to a function: ``python -I -S lambda_runtime.py FOLDER``.

Nothing is on the path but *FOLDER* and the standard library. Each line of the
input is a call, ``{"handler": "module.name", "event": {…}}``; each line of the
output is what the handler answered.
"""

from __future__ import annotations

import importlib
import json
import sys
from types import SimpleNamespace

CONTEXT = SimpleNamespace(aws_request_id="1", get_remaining_time_in_millis=lambda: 29_000)

if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        call = json.loads(line)
        module, _, name = call["handler"].rpartition(".")
        handler = getattr(importlib.import_module(module), name)
        print(json.dumps(handler(call["event"], CONTEXT)), file=answers, flush=True)
