from __future__ import annotations

import pytest

from sitegen import javascript


def test_texts_are_found_in_templates_within_templates():
    source = "html`<p>${late ? html`<b>${t('Due {day}', {day})}</b>` : N('Don\\'t')}</p>`"

    assert [text for _, text in javascript.texts(source)] == ["Due {day}", "Don't"]


def test_a_text_with_a_count_is_found_with_its_plural_and_line():
    source = "\n  tn(\n    '{count} day',\n    '{count} days', count)"

    assert list(javascript.texts(source)) == [(2, ("{count} day", "{count} days"))]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("t('a ' + name)", id="put together"),
        pytest.param("t(`a ${name}`)", id="a template"),
        pytest.param("tn('one', count)", id="no plural"),
    ],
)
def test_what_no_catalogue_can_hold_is_refused(source):
    with pytest.raises(ValueError, match="line 1"):
        list(javascript.texts(source))
