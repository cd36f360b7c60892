"""A small stage in the tables that the environment names: ``python -m tests.stack.seed``."""

from __future__ import annotations

from chalicelib.i18n import LANGUAGES
from chalicelib.storage import areas, countries, directory
from tests.builders import (
    DENMARK,
    PORTUGAL,
    a_country,
    a_question_set,
    an_authority,
    area_texts,
)
from tests.web.stage import INES, METTE


def fill() -> None:
    """Publish one legal area and one country, and write two authorities with an official each."""
    areas.publish(a_question_set(), {language: area_texts(language) for language in LANGUAGES})
    countries.publish(a_country("AT"))
    for each in (DENMARK, PORTUGAL):
        directory.save_authority(an_authority(each))
    for official in (METTE, INES):
        directory.save_official(official)


if __name__ == "__main__":
    fill()
