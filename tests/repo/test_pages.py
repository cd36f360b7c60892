"""Which help pages must be there in every language, and which may fall back to English."""

from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib import i18n
from sitegen import menu

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "content/pages"

IN_FIVE = frozenset({"en", "da", "de", "fr", "pt"})
LONG = frozenset(
    {
        "accepting", "approval", "clarification", "coordinators", "deadlines", "exercises", "faq",
        "forwarding", "glossary", "good-questions", "news", "question-sets",
        "registering-authorities", "replying", "sending", "statistics",
    }
)  # fmt: skip
"""Long guidance: in five languages at least, elsewhere in English with a notice."""

EVERYWHERE = frozenset({"home", *menu.slugs()}) - LONG


@pytest.mark.parametrize("page", sorted(EVERYWHERE))
def test_what_every_user_needs_is_there_in_every_language(page):
    assert set(i18n.LANGUAGES) == {path.stem for path in (PAGES / page).glob("*.md")}


@pytest.mark.parametrize("page", sorted(LONG))
def test_long_guidance_is_there_in_five_languages_at_least(page):
    assert {path.stem for path in (PAGES / page).glob("*.md")} >= IN_FIVE


def test_the_glossary_explains_its_words_in_these_five():
    assert {path.stem for path in (ROOT / "content/glossary").glob("*.yaml")} >= IN_FIVE
