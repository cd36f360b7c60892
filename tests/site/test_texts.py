"""The workspace's script finds each of its texts, in each plural form it may ask for."""

from __future__ import annotations

import gettext
import json
from pathlib import Path

import pytest
from babel import Locale

from chalicelib import i18n
from sitegen.texts import COUNTS, as_json, messages, plural_forms

SCRIPT = """
import {html} from 'lit'
const LATER = {a: N('Marked for later')}
export const view = (n) => html`<p title=${t('In an attribute')}>${t("It’s here, {name}", {name})}
  ${n ? html`<b>${tn('{count} day left', '{count} days left', n)}</b>` : nothing}</p>`
split('nor this one')
"""


DIFFERENT = {"lv": {0}, "mt": {101, 102}}
"""Counts for which gettext's customary rule is older than that of the Unicode CLDR."""


class Slavic(gettext.NullTranslations):
    """Answers with the number of the form, as Polish numbers them."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
        return f"{msgid1}/0" if n == 1 else f"{msgid2}/{1 if few else 2}"


def test_texts_are_found_in_templates_within_templates(tmp_path: Path):
    (tmp_path / "view.js").write_text(SCRIPT, "utf-8")

    assert {
        "Marked for later",
        "In an attribute",
        "It’s here, {name}",
        ("{count} day left", "{count} days left"),
    } == set(messages(tmp_path))


def test_gettext_numbers_plural_forms_and_the_browser_names_them():
    forms = plural_forms("d", "ds", "pl", Slavic())

    assert forms == {"one": "d/0", "few": "ds/1", "many": "ds/2", "other": "ds/2"}


@pytest.mark.parametrize("language", i18n.LANGUAGES[1:])
def test_a_count_gets_the_form_in_the_browser_that_it_gets_in_a_mail(language):
    number = vars(i18n.catalogue(language))["plural"]
    category = Locale.parse(i18n.locale(language)).plural_form

    forms = {category(count): number(count) for count in reversed(COUNTS)}
    others = {count for count in COUNTS if number(count) != forms[category(count)]}

    assert others == DIFFERENT.get(language, set())


def test_the_texts_of_a_language_are_one_json_object():
    wanted = ["Send", ("{count} day", "{count} days")]

    texts = json.loads(as_json(wanted, "en", i18n.catalogue("en")))

    assert texts == {
        "Send": "Send",
        "{count} day": {"one": "{count} day", "other": "{count} days"},
    }
