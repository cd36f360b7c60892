"""YAML whose every value knows the file and line it stands in, and a list of its faults."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

LOADER: Final[type] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quick one, where PyYAML comes with it."""

Plain = bool | int | str | list["Plain"] | dict[str, "Plain"] | None
"""What JSON can hold."""

SCALARS: Final[Mapping[str, Callable[[str], bool | int | str | None]]] = {
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:bool": lambda word: word.lower() in ("true", "yes", "on"),
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:str": str,
}
"""What we read of YAML; the rest, such as times and fractions, wants quotes."""


class ContentError(Exception):
    """Content breaks its rules; ``faults`` holds one line for each place."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value of a YAML file."""

    path: Path
    line: int
    """Counted from 1."""
    value: bool | int | str | list[Node] | dict[str, Node] | None

    @property
    def plain(self) -> Plain:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain for node in self.value]
        return self.value


class Reading:
    """
    One reading of content: collects faults, and gives a harmless value in place of a wrong one.

    So one run tells everything that is wrong.
    """

    def __init__(self) -> None:
        self._faults: dict[tuple[str, int], list[str]] = {}

    @property
    def faults(self) -> tuple[str, ...]:
        """One line for each fault: ``path:line: what is wrong``, in the order of the files."""
        return tuple(
            f"{path}:{line}: {what}"
            for (path, line), told in sorted(self._faults.items())
            for what in told
        )

    def fault(self, at: Node, what: str) -> None:
        """Note that *what* is wrong at a place."""
        self.fault_at(at.path, at.line, what)

    def fault_at(self, path: Path, line: int, what: str) -> None:
        """Note that *what* is wrong in that line of a file."""
        told = self._faults.setdefault((str(path), line), [])
        if what not in told:
            told.append(what)

    def parse(self, path: Path) -> Node | None:
        """Return the content of a file, or None and a fault if it is no YAML."""
        try:
            root = yaml.compose(path.read_text("utf-8"), Loader=LOADER)
        except FileNotFoundError:
            self.fault_at(path, 1, "the file is missing")
            return None
        except UnicodeDecodeError:
            self.fault_at(path, 1, "the file is not UTF-8")
            return None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.fault_at(path, line, f"not YAML: {error.problem}")
            return None
        except yaml.YAMLError as error:
            self.fault_at(path, 1, f"not YAML: {error}")
            return None
        if root is None:
            self.fault_at(path, 1, "the file is empty")
            return None
        return self._node(path, root)

    def fields(
        self, node: Node | None, required: Sequence[str], optional: Sequence[str] = ()
    ) -> dict[str, Node]:
        """Return the entries of a mapping that has just these keys."""
        entries = self.entries(node)
        if node is None or not isinstance(node.value, dict):
            return entries
        for key in entries.keys() - {*required, *optional}:
            self.fault(entries[key], f"unknown key {key!r}")
        for key in required:
            if key not in entries:
                self.fault(node, f"the key {key!r} is missing")
        return {key: entries[key] for key in entries if key in {*required, *optional}}

    def entries(self, node: Node | None) -> dict[str, Node]:
        """Return the entries of a mapping, whatever its keys."""
        if node is None:
            return {}
        if isinstance(node.value, dict):
            return node.value
        self.fault(node, "keys with values are expected here")
        return {}

    def items(self, node: Node | None) -> list[Node]:
        """Return the items of a list."""
        if node is None:
            return []
        if isinstance(node.value, list):
            return node.value
        self.fault(node, "a list is expected here")
        return []

    def text(self, node: Node | None) -> str:
        """Return a text of one line in Unicode form C, without space around it."""
        if node is None:
            return ""
        text = node.value
        if not isinstance(text, str):
            self.fault(node, "a text is expected here")
            return ""
        if not text.strip():
            self.fault(node, "the text is empty")
        elif text != text.strip() or "\n" in text:
            self.fault(node, "the text has a line break, or space around it")
        if not unicodedata.is_normalized("NFC", text):
            self.fault(node, "the text is not in Unicode form C (NFC)")
        return text

    def texts(self, node: Node | None) -> list[tuple[Node, str]]:
        """Return the items of a list of different texts, each with its place."""
        found = [(item, self.text(item)) for item in self.items(node)]
        for place, (item, text) in enumerate(found):
            if text in [earlier for _, earlier in found[:place]]:
                self.fault(item, f"{text!r} is there twice")
        return found

    def number(self, node: Node | None) -> int:
        """Return a whole number of at least 1."""
        if node is None:
            return 1
        if isinstance(node.value, int) and not isinstance(node.value, bool) and node.value >= 1:
            return node.value
        self.fault(node, "a whole number of at least 1 is expected here")
        return 1

    def flag(self, node: Node | None) -> bool:
        """Return whether it says true."""
        if node is not None and not isinstance(node.value, bool):
            self.fault(node, "true or false is expected here")
        return node is not None and node.value is True

    def _node(self, path: Path, raw: yaml.Node) -> Node:
        line = raw.start_mark.line + 1
        if isinstance(raw, yaml.MappingNode):
            return Node(path=path, line=line, value=dict(self._pairs(path, raw)))
        if isinstance(raw, yaml.SequenceNode):
            items = [self._node(path, item) for item in raw.value]
            return Node(path=path, line=line, value=items)
        try:
            value = SCALARS[raw.tag](raw.value)
        except (KeyError, ValueError):
            self.fault_at(path, line, f"put {raw.value!r} in quotes")
            value = str(raw.value)
        return Node(path=path, line=line, value=value)

    def _pairs(self, path: Path, raw: yaml.MappingNode) -> Iterator[tuple[str, Node]]:
        seen: set[str] = set()
        for key, value in raw.value:
            line = key.start_mark.line + 1
            if key.tag != "tag:yaml.org,2002:str":
                self.fault_at(path, line, f"put the key {key.value!r} in quotes")
            if key.value in seen:
                self.fault_at(path, line, f"the key {key.value!r} is there twice")
            seen.add(str(key.value))
            node = self._node(path, value)
            yield str(key.value), Node(path=path, line=line, value=node.value)
