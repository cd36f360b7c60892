"""Keep the catalogues in step with the code: ``python infra/texts.py update|prune|compile``."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from babel.messages.catalog import Catalog  # noqa: E402 -- the path comes first
from babel.messages.extract import extract_from_file  # noqa: E402
from babel.messages.mofile import write_mo  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402

from chalicelib import i18n  # noqa: E402
from sitegen import javascript  # noqa: E402

TEMPLATE: Final = i18n.CATALOGUES / "messages.pot"
TERMS: Final = ROOT / "content/terms.csv"

# fmt: off
SOURCES: Final = (
    ("python",     "chalicelib/**/*.py"),
    ("jinja2",     "chalicelib/mail/templates/**/*.*"),
    ("python",     "infra/localstage/**/*.py"),
    ("jinja2",     "infra/localstage/templates/**/*.*"),
    ("python",     "site/sitegen/**/*.py"),
    ("jinja2",     "site/templates/**/*.*"),
    ("javascript", "site/assets/js/**/*.js"),
)
# fmt: on
"""What holds texts, and how they are marked there."""

KEYWORDS: Final = MappingProxyType({"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)})

OPTIONS: Final = MappingProxyType(
    {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
)
"""For Jinja: as templates are rendered; one that does not parse is an error."""

TRANSLATORS: Final = "translators@imi.example"

Message = str | tuple[str, ...]
"""A text, or its singular and plural."""


def extract() -> Catalog:
    """Return every text of the sources, in the order of files and lines."""
    template = Catalog(header_comment="", fuzzy=False)
    for path, line, message, comments in _messages():
        template.add(message, locations=[(path, line)], auto_comments=comments)
    return template


def as_template(catalog: Catalog) -> bytes:
    """Return *catalog* as it stands in messages.pot: without dates and line numbers."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=True, include_lineno=False)
    return out.getvalue()


def path_of(language: str) -> Path:
    """Return where the texts in *language* are kept."""
    return i18n.CATALOGUES / language / "LC_MESSAGES/messages.po"


def read(language: str) -> Catalog:
    """Return the catalogue of *language*, a new one where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(
            language,
            header_comment=f"# The texts of the system, in this language: {i18n.NAMES[language]}\n"
            "# Licensed under the EUPL.",
            project="imi",
            version="1",
            msgid_bugs_address=TRANSLATORS,
            last_translator=TRANSLATORS,
            language_team=TRANSLATORS,
            creation_date=datetime.now(UTC),
            revision_date=datetime.now(UTC),
            fuzzy=False,
        )
    with path.open("rb") as source:
        return read_po(source, language, abort_invalid=True)


def update(*, keep_obsolete: bool = True) -> None:
    """
    Write the template anew and bring every catalogue in step with it.

    A translation whose original is gone stays at the end of its file, and comes
    back with the original, unless *keep_obsolete* is false. Labels are taken from
    the list of terms.
    """
    template = extract()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(as_template(template))
    for language in i18n.LANGUAGES[1:]:
        catalog = read(language)
        for message in [gone for gone in catalog.obsolete.values() if gone.id in template]:
            catalog[message.id] = message
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        for label, word in labels(language).items():
            if label in template:
                catalog[label].string = word
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as out:
            write_po(
                out, catalog, width=0, include_lineno=False, ignore_obsolete=not keep_obsolete
            )


def labels(language: str) -> dict[str, str]:
    """Return the fixed words of buttons, states and menus: English to *language*."""
    with TERMS.open(encoding="utf-8", newline="") as rows:
        return {
            row["en"]: row[language] for row in csv.DictReader(rows) if row["en"][0].isupper()
        }


def compile_all() -> None:
    """Write the file that gettext reads for each catalogue that changed since."""
    for language in i18n.LANGUAGES[1:]:
        source = path_of(language)
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            compiled = io.BytesIO()
            write_mo(compiled, read(language))
            target.write_bytes(compiled.getvalue())


def _messages() -> Iterator[tuple[str, int, Message, list[str]]]:
    for method, pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            if method == "javascript":
                for line, text in _in_script(path):
                    yield name, line, text, []
            else:
                for line, found, comments, _ in extract_from_file(
                    method, path, KEYWORDS, ["Translators:"], OPTIONS
                ):
                    yield name, line, found, comments


def _in_script(path: Path) -> Iterator[tuple[int, Message]]:
    try:
        yield from javascript.texts(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}, {error}") from error


COMMANDS: Final[Mapping[str, Callable[[], None]]] = MappingProxyType(
    {
        "update": update,
        "prune": lambda: update(keep_obsolete=False),
        "compile": compile_all,
    }
)

if __name__ == "__main__":
    COMMANDS[sys.argv[1]]()
