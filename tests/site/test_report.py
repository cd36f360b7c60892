"""Which translations lack or lag, and which pages nobody has vouched for of late."""

from __future__ import annotations

from datetime import date

from sitegen.report import overdue, report
from tests.site.builders import an_article


def test_a_missing_translation_is_reported_by_language():
    told = report([an_article(), an_article(language="da")], ["en", "da", "fi"])

    assert told.pages == 1
    assert not told.gaps["en"] + told.gaps["da"]
    assert [(gap.slug, gap.behind) for gap in told.gaps["fi"]] == [("cookies", None)]


def test_an_older_translation_is_reported_with_its_age_in_days():
    english = an_article(updated=date(2026, 5, 12))
    danish = an_article(language="da", updated=date(2026, 5, 2))

    (gap,) = report([english, danish], ["da"]).gaps["da"]

    assert gap.behind == 10


def test_a_translation_younger_than_the_english_lacks_nothing():
    danish = an_article(language="da", updated=date(2026, 9, 1))

    assert report([an_article(), danish], ["da"]).gaps["da"] == []


def test_a_review_is_overdue_on_the_day_after_it_was_due():
    article = an_article(next_review=date(2027, 3, 2))

    assert overdue([article], date(2027, 3, 2)) == []
    assert [str(fault) for fault in overdue([article], date(2027, 3, 3))] == [
        "content/pages/cookies/en.md:1: the review was due on 2027-03-02"
    ]
