from __future__ import annotations

import pytest

from chalicelib.domain import transliteration


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Αθήνα", "athina"),
        ("Θεσσαλονίκης", "thessalonikis"),
        ("Επαγγελματικών", "epangelmatikon"),
        ("Ψυχικό", "psychiko"),
        ("Αρχή", "archi"),
        ("Εύβοια", "evvoia"),
        ("ευχή", "efchi"),
        ("αυτοκίνητο", "aftokinito"),
        ("Ταυ", "taf"),
        ("ηύρα", "ivra"),
        ("Ουγγαρία", "oungaria"),
        ("μπύρα", "byra"),
        ("Λαμπία", "lampia"),
        ("άυλος", "aylos"),
        ("αϋπνία", "aypnia"),
        ("προϊόντων", "proionton"),
        ("Ἀθῆναι", "athinai"),
        ("ΑΡΧΉΣ", "archis"),
    ],
)
def test_greek_is_written_as_elot_743_says(word, expected):
    assert transliteration.latin(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("София", "sofia"),
        ("Пловдив", "plovdiv"),
        ("Щъркел", "shtarkel"),
        ("Йордан", "yordan"),
        ("Агенция", "agentsia"),
        ("предприятията", "predpriyatiyata"),
        ("юли", "yuli"),
        ("ЖИЛИЩЕ", "zhilishte"),
    ],
)
def test_bulgarian_is_written_as_its_act_says(word, expected):
    assert transliteration.latin(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Århus", "arhus"),
        ("KØBENHAVN", "kobenhavn"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Għajn", "ghajn"),
        ("Đakovo", "dakovo"),
        ("cœur", "coeur"),
        ("e\u0301tat", "etat"),
    ],
)
def test_latin_letters_lose_their_marks(word, expected):
    assert transliteration.latin(word) == transliteration.plain(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("Αρχής", "αρχησ"), ("Йордан", "иордан"), ("ΑΡΧΗΣ", "αρχησ")]
)
def test_plain_letters_stay_in_their_script(word, expected):
    assert transliteration.plain(word) == expected
