"""The question sets of content/areas/ as readers of the help site see them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from chalicelib import i18n
from chalicelib.i18n import N_
from sitegen import data
from sitegen.faults import blaming

YES_NO: Final = (N_("Yes"), N_("No"), N_("Cannot establish"))
SLOT: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a set, without its words."""

    code: str
    theme: str
    answer_type: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A legal area, its current question set, and its words in every language."""

    code: str
    legal_basis: tuple[str, ...]
    themes: tuple[str, ...]
    questions: tuple[Question, ...]
    texts: Mapping[str, Mapping[str, Any]]
    """The language files, by language code."""

    def title(self, language: str) -> str:
        return str(self.texts[language]["title"])

    def pieces(self, code: str, language: str) -> list[tuple[str, bool]]:
        """Return the question *code* in pieces, each with whether it is a slot to be filled."""
        words = self.texts[language]["questions"][code]
        found = SLOT.split(words["text"])
        return [
            (words["slots"][piece]["text"] if place % 2 else piece, bool(place % 2))
            for place, piece in enumerate(found)
            if piece
        ]

    def answers(self, question: Question, language: str) -> list[str]:
        """Return the ready answers to *question*; none where a text or a date is asked for."""
        if question.answer_type == "yes_no":
            return [i18n.catalogue(language).gettext(word) for word in YES_NO]
        words = self.texts[language]["questions"][question.code].get("options", {})
        return [words[option] for option in question.options]


def read(content: Path) -> tuple[Area, ...]:
    """Return the legal areas below *content*, by code."""
    return tuple(_read(folder.parent) for folder in sorted(content.glob("areas/*/area.yaml")))


def _read(folder: Path) -> Area:
    structure = data.load(folder / "area.yaml")
    texts = {path.stem: data.load(path) for path in sorted(folder.glob("??.yaml"))}
    with blaming(str(folder / "area.yaml")):
        return _area(folder.name, structure, texts)


def _area(code: str, structure: Mapping[str, Any], texts: Mapping[str, Any]) -> Area:
    return Area(
        code=code,
        legal_basis=tuple(structure["legal_basis"]),
        themes=tuple(structure["themes"]),
        questions=tuple(
            Question(
                code=each["code"],
                theme=each["theme"],
                answer_type=each["answer_type"],
                options=tuple(each.get("options", ())),
            )
            for each in structure["questions"]
        ),
        texts=texts,
    )
