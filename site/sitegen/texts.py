"""The texts of the workspace's script: found in its source, written out for each language."""

from __future__ import annotations

import gettext
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from babel import Locale

from chalicelib import i18n
from sitegen import javascript
from sitegen.faults import Fault, SiteError

COUNTS: Final = (*range(1, 201), 0, 1_000_000)
"""Enough numbers to meet every plural form that a whole number can ask for."""

Message = str | tuple[str, str]
"""A text, or its singular and plural."""


def messages(folder: Path) -> list[Message]:
    """
    Return every text in the scripts below *folder*, sorted, each once.

    Raises:
        SiteError: A script asks for a text that is not written out there.
    """
    found: set[Message] = set()
    for path in sorted(folder.glob("**/*.js")):
        try:
            found |= {text for _, text in javascript.texts(path.read_text("utf-8"))}
        except ValueError as error:
            raise SiteError([Fault(str(path), 1, str(error))]) from error
    return sorted(found, key=str)


def as_json(
    wanted: Iterable[Message], language: str, catalogue: gettext.NullTranslations
) -> str:
    """
    Return the texts *wanted* in *language*, as the script loads them.

    The key is the English text, for a plural its singular; the value a text, or
    its forms by the categories of ``Intl.PluralRules``.
    """
    return json.dumps(
        {
            text if isinstance(text, str) else text[0]: (
                catalogue.gettext(text)
                if isinstance(text, str)
                else plural_forms(*text, language, catalogue)
            )
            for text in wanted
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def plural_forms(
    one: str, other: str, language: str, catalogue: gettext.NullTranslations
) -> Mapping[str, str]:
    """
    Return the forms of a text by plural category, ``other`` always among them.

    Gettext numbers its forms, browsers name them: each name gets the form that
    gettext gives to the first number of that name.
    """
    category = Locale.parse(i18n.locale(language)).plural_form
    forms: dict[str, str] = {}
    for count in COUNTS:
        if (name := category(count)) not in forms:
            forms[name] = catalogue.ngettext(one, other, count)
    forms.setdefault("other", catalogue.ngettext(one, other, COUNTS[-1]))
    return forms
