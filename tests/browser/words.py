"""The texts of the legal area that the journey is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tests.browser.stage import texts_of

AREA: Final = "professional_qualifications"


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of the legal area in one language."""

    texts: dict[str, Any]

    def question(self, code: str, **slots: str) -> str:
        """Return a question with its slots filled in, or with their labels."""
        question = self.texts["questions"][code]
        labels = {name: slot["text"] for name, slot in question["slots"].items()}
        text: str = question["text"].format(**labels | slots)
        return text

    def slots(self, code: str) -> set[str]:
        """Return the names of a question's slots."""
        return set(self.texts["questions"][code]["slots"])

    def slot(self, code: str, name: str) -> str:
        """Return the label of a slot."""
        label: str = self.texts["questions"][code]["slots"][name]["text"]
        return label

    def option(self, code: str, option: str) -> str:
        """Return the words of an answer option."""
        text: str = self.texts["questions"][code]["options"][option]
        return text


def words(language: str) -> Words:
    """Return the texts of the legal area in *language*."""
    return Words(texts_of(AREA, language))
