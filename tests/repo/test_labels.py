"""Every code that the rules use has words, and the words get what they need."""

from __future__ import annotations

import ast
import functools
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from chalicelib.domain.areas import YES_NO
from chalicelib.domain.errors import Reason
from chalicelib.domain.events import CREATED
from chalicelib.domain.requests import Action, State
from chalicelib.web import bodies, labels, request_views

ROOT: Final = Path(__file__).parents[2] / "chalicelib"


class Raised(NamedTuple):
    """A call of ``Fault``: where it is, its code if that is plain, and the facts it gives."""

    place: str
    code: str | None
    facts: frozenset[str] | None
    """None where they are not written there."""


def test_every_code_has_a_label():
    assert set(labels.STATES) == set(State)
    assert set(labels.ACTIONS) == set(Action)
    assert set(labels.EVENTS) == {CREATED, *Action}
    assert set(labels.REASONS) == set(Reason)
    assert set(labels.YES_NO) == set(YES_NO)


def test_every_field_that_an_action_asks_for_has_a_label():
    asked = {name for fields in request_views.FIELDS.values() for name, *_ in fields}

    assert set(labels.FIELDS) == asked


def test_every_fault_has_words():
    raised = {fault.code for fault in faults() if fault.code}
    raised |= returned_codes() | {code for _, code in bodies.MEANINGS}

    assert raised - set(labels.FAULTS) == set()


def test_the_words_of_a_fault_get_the_facts_that_they_name():
    for fault in faults():
        codes = {fault.code} if fault.code else returned_codes()
        needed = set().union(*map(placeholders, codes))

        assert fault.facts is None or needed <= fault.facts, fault


def test_what_is_said_of_an_unreadable_body_gets_its_facts():
    for pattern, code in bodies.MEANINGS:
        assert placeholders(code) <= set(pattern.groupindex), code


def placeholders(code: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(labels.FAULTS[code]) if name}


def faults() -> Iterator[Raised]:
    """Yield each place in our code that makes a ``Fault``."""
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
                yield raised(node, f"{file.relative_to(ROOT)}:{node.lineno}")


def raised(call: ast.Call, place: str) -> Raised:
    code = call.args[1] if len(call.args) > 1 else ast.Constant(None)
    facts = call.args[2] if len(call.args) > 2 else ast.Dict([], [])
    return Raised(
        place,
        code.value if isinstance(code, ast.Constant) else None,
        frozenset(key.value for key in facts.keys if isinstance(key, ast.Constant))
        if isinstance(facts, ast.Dict)
        else None,
    )


@functools.cache
def returned_codes() -> frozenset[str]:
    """Return the codes that functions called ``fault`` give back."""
    return frozenset(
        part.value
        for file in sorted((ROOT / "domain").glob("*.py"))
        for function in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name == "fault"
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and node.value
        for part in ast.walk(node.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
