"""What may be asked, in the reader's language."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.areas import AreaTexts, QuestionSet
from chalicelib.domain.errors import NotFound
from chalicelib.storage import areas as storage
from chalicelib.storage.areas import Listed


def catalogue(*, at: datetime) -> tuple[Listed, ...]:
    """Return the legal areas of this stage, by code."""
    return storage.catalogue(at)


def current_version(area: str, *, at: datetime) -> int:
    """
    Return the version of the question set that a new request of *area* uses.

    Raises:
        NotFound: There is no such area.
    """
    for listed in storage.catalogue(at):
        if listed.code == area:
            return listed.version
    raise NotFound


def read(area: str, version: int, *, language: str) -> tuple[QuestionSet, AreaTexts]:
    """
    Return one version of what may be asked in *area*, with its words in *language*.

    Raises:
        NotFound: That was never published.
    """
    return storage.question_set(area, version, language)


def structure(area: str, version: int) -> QuestionSet:
    """
    Return one version of what may be asked in *area*, without its words.

    Raises:
        NotFound: That was never published.
    """
    question_set, _ = storage.question_set(area, version, "en")
    return question_set
