"""The texts that a script shows, found in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

CALL: Final = re.compile(
    r"""(?<![\w.$])(?P<function>tn|t|N)\(\s*
        (?P<one>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`)\s*
        (?:,\s*(?P<other>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))?
        (?P<more>\s*\+)?""",
    re.VERBOSE,
)
"""A call of t, tn or N with a text in it. Babel's own reader loses calls in nested templates."""


def texts(source: str) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """
    Yield each text of a script with its line; a text with a count as singular and plural.

    Raises:
        ValueError: A text is not one plain string, so that no catalogue could hold it.
    """
    for call in CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        function, one, other = call.group("function", "one", "other")
        if call["more"] or one.startswith("`") or (function == "tn" and not other):
            raise ValueError(f"line {line}: {call[0]!r} is not one plain string")
        yield line, (_value(one), _value(other)) if function == "tn" else _value(one)


def _value(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal[1:-1])
