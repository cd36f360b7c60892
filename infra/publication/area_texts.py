"""The words of a legal area in one language, held against its structure and the English."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.domain import texts
from chalicelib.domain.areas import (
    PLACEHOLDER,
    AreaTexts,
    Question,
    QuestionSet,
    QuestionTexts,
    SlotTexts,
)
from infra.publication.nodes import Node, Reading

LONGEST: Final[Mapping[str, int]] = {
    "title": 80, "summary": 240, "theme": 120, "question": 400, "hint": 300, "option": 120,
    "label": 120,
}  # fmt: skip
"""Characters at most. Some languages need half as many again as English."""
MARKUP: Final = re.compile(r"<|>|&#?\w+;")
PLAIN_QUOTES: Final = re.compile(r"['\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's file, being read."""

    reading: Reading
    english: AreaTexts | None
    """What it is a translation of; None while the English itself is read."""
    shared: Collection[str]
    """Texts that are rightly the same as in English."""

    def area(self, node: Node | None, question_set: QuestionSet) -> AreaTexts:
        """Return the words of an area; what is wrong is noted in the reading."""
        english = self.english
        found = self.reading.fields(node, ["title", "summary", "themes", "questions"])
        asked = self._just(found.get("questions"), question_set.codes, "question")
        return AreaTexts(
            title=self._text("title", found.get("title"), english.title if english else None),
            summary=self._text(
                "summary", found.get("summary"), english.summary if english else None
            ),
            themes=self._named(
                "theme",
                found.get("themes"),
                question_set.themes,
                english.themes if english else None,
            ),
            questions={
                code: self._question(place, question_set.question(code))
                for code, place in asked.items()
            },
        )

    def _question(self, node: Node, question: Question) -> QuestionTexts:
        english = self.english.questions.get(question.code) if self.english else None
        wanted = (
            ["text"] + ["options"] * bool(question.options) + ["slots"] * bool(question.slots)
        )
        found = self.reading.fields(node, wanted, ["hint"])
        text = self._text("question", found.get("text"), english.text if english else None)
        if place := found.get("text"):
            self._check_placeholders(place, text, [slot.name for slot in question.slots])
        return QuestionTexts(
            text=text,
            hint=self._hint(node, found.get("hint"), english.hint if english else None),
            options=self._named(
                "option",
                found.get("options"),
                question.options,
                english.options if english else None,
            ),
            slots=self._slots(found.get("slots"), question, english),
        )

    def _slots(
        self, node: Node | None, question: Question, english: QuestionTexts | None
    ) -> dict[str, SlotTexts]:
        slots: dict[str, SlotTexts] = {}
        names = [slot.name for slot in question.slots]
        for name, place in self._just(node, names, "slot").items():
            original = english.slots.get(name) if english else None
            found = self.reading.fields(place, ["text"], ["hint"])
            slots[name] = SlotTexts(
                text=self._text(
                    "label", found.get("text"), original.text if original else None
                ),
                hint=self._hint(place, found.get("hint"), original.hint if original else None),
            )
        return slots

    def _named(
        self,
        kind: str,
        node: Node | None,
        names: Sequence[str],
        english: Mapping[str, str] | None,
    ) -> dict[str, str]:
        return {
            name: self._text(kind, place, english.get(name) if english else None)
            for name, place in self._just(node, names, kind).items()
        }

    def _just(self, node: Node | None, names: Sequence[str], kind: str) -> dict[str, Node]:
        """Return the entries of *node* in the order of *names*; there must be just these."""
        entries = self.reading.entries(node)
        for name, place in entries.items():
            if name not in names:
                self.reading.fault(place, f"the area has no {kind} {name!r} here")
        for name in names:
            if node is not None and name not in entries:
                self.reading.fault(node, f"the {kind} {name!r} has no text")
        return {name: entries[name] for name in names if name in entries}

    def _hint(self, at: Node, node: Node | None, english: str | None) -> str:
        if node is None:
            if english:
                self.reading.fault(at, "the hint is missing: English has one")
            return ""
        if english == "":
            self.reading.fault(node, "a hint that English does not have")
        return self._text("hint", node, english)

    def _text(self, kind: str, node: Node | None, english: str | None) -> str:
        if node is None:
            return ""
        text = self.reading.text(node)
        if texts.fault(text, LONGEST[kind]) == "too_long":
            told = f"{len(text)} characters: a {kind} may have {LONGEST[kind]}"
            self.reading.fault(node, told)
        elif texts.fault(text, LONGEST[kind]):
            self.reading.fault(node, "an invisible control character")
        if MARKUP.search(text):
            self.reading.fault(node, "HTML: a text has no markup")
        if PLAIN_QUOTES.search(text):
            self.reading.fault(node, "a straight quote: write ’ or your language’s quotes")
        if kind != "question" and ("{" in text or "}" in text):
            self.reading.fault(node, f"a brace: a {kind} has no placeholders")
        if text and text == english and text not in self.shared:
            self.reading.fault(node, f"not translated: {text!r} is the English text")
        return text

    def _check_placeholders(self, node: Node, text: str, names: Sequence[str]) -> None:
        found = PLACEHOLDER.findall(text)
        for name in found:
            if name not in names:
                self.reading.fault(node, f"the question has no slot {{{name}}}")
        for name in names:
            if found.count(name) != 1:
                told = f"{{{name}}} stands {found.count(name)} times: once is right"
                self.reading.fault(node, told)
        if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
            self.reading.fault(node, "a brace that belongs to no placeholder")
