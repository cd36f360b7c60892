"""Each page has its place in the menus."""

from __future__ import annotations

from sitegen import menu


def test_no_page_stands_in_two_sections():
    slugs = [entry.slug for section in menu.SECTIONS for entry in section.entries]

    assert len(set(slugs)) == len(slugs)


def test_a_page_knows_its_section_and_its_neighbours():
    before, after = menu.neighbours("users-and-backups")

    section = menu.section_of("users-and-backups")
    assert section
    assert section.slug == "my-authority"
    assert before
    assert after
    assert [before.slug, after.slug] == ["my-authority", "e-mails"]


def test_the_first_page_of_a_section_has_none_before_it_and_the_last_none_after():
    for section in menu.SECTIONS:
        assert menu.neighbours(section.entries[0].slug)[0] is None
        assert menu.neighbours(section.entries[-1].slug)[1] is None


def test_a_page_of_the_footer_alone_has_no_section():
    assert menu.section_of("cookies") is None
    assert menu.neighbours("cookies") == (None, None)
