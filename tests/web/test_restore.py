"""What the tables of a stage held is written down, lost, and back: no case file shows a trace of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.storage import erased
from infra import backup
from tests.web.register_shelf import forget
from tests.web.test_case_files import LONG_OVER, file_of, verified

__all__ = ["verified"]


@pytest.fixture
def dynamodb(api) -> Any:
    return backup._client()


def wipe() -> int:
    with pytest.raises(backup.WrongFolder, match="SURE"):
        backup.empty(sure="production")
    gone = backup.empty(sure="training")
    forget()
    return sum(gone.values())


def test_what_was_lost_is_back_whole_and_every_case_file_verifies(
    mette, ines, replied, verified, dynamodb, tmp_path
):
    before = [file_of(each, replied).json() for each in (mette, ines)]
    counts = backup.write(tmp_path / "backup")

    assert wipe() == sum(counts.values()) > 50
    assert mette.call("GET", f"/api/requests/{replied}/file").status in {401, 403, 404}
    assert backup.restore(tmp_path / "backup") == counts

    ours, theirs = (file_of(each, replied) for each in (mette, ines))
    assert "own verified" in verified(ours.body, theirs.body)
    for former, now in zip(before, (ours.json(), theirs.json()), strict=True):
        assert now["chain"] == former["chain"]
        assert now["events"] == former["events"]
    # And life goes on.
    assert mette.act(replied, "close").status == 200
    assert backup.write(tmp_path / "again").keys() == counts.keys()


def test_the_same_tables_make_the_same_files(replied, dynamodb, tmp_path):
    for name in ("one", "two"):
        backup.write(tmp_path / name)
    wipe()
    backup.restore(tmp_path / "one")
    backup.write(tmp_path / "three")

    for file in (tmp_path / "one").iterdir():
        text = file.read_text("utf-8")
        assert (tmp_path / "two" / file.name).read_text("utf-8") == text
        assert (tmp_path / "three" / file.name).read_text("utf-8") == text
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0


def test_nothing_is_written_over(replied, tmp_path):
    backup.write(tmp_path)

    with pytest.raises(backup.NotEmpty):
        backup.restore(tmp_path)
    with pytest.raises(backup.WrongFolder, match="not empty"):
        backup.write(tmp_path)


def test_a_folder_that_lacks_a_table_restores_nothing(replied, dynamodb, tmp_path):
    backup.write(tmp_path)
    (tmp_path / "notices.jsonl").unlink()
    wipe()

    with pytest.raises(backup.WrongFolder, match="notices"):
        backup.restore(tmp_path)

    assert sum(backup.write(tmp_path / "after").values()) == 0


def test_nothing_personal_is_written_where_it_might_be_committed(replied):
    with pytest.raises(backup.WrongFolder, match="committed"):
        backup.write(backup.ROOT / "backup")


def test_what_had_to_go_meanwhile_goes_again(
    mette, replied, dynamodb, tmp_path, monkeypatch, now
):
    mette.act(replied, "close")
    backup.write(tmp_path)
    text = "\n".join(file.read_text("utf-8") for file in tmp_path.iterdir())
    assert "in person" in text
    wipe()
    backup.restore(tmp_path)
    at = datetime(LONG_OVER.year, LONG_OVER.month, LONG_OVER.day, 12, tzinfo=UTC)
    now(at)
    monkeypatch.setattr("chalicelib.web.now.now", lambda: at)

    backup.erase_again()

    backup.write(tmp_path / "after")
    left = "\n".join(file.read_text("utf-8") for file in (tmp_path / "after").iterdir())
    assert "in person" not in left


def test_what_was_erased_early_is_erased_again(mette, ines, replied, dynamodb, tmp_path):
    wish = {"reason": "As asked", "consent": True}
    mette.act(replied, "close")
    backup.write(tmp_path / "before")
    for who in (ines, mette):
        assert who.act(replied, "erase-early", wish).status == 200
    wipe()
    backup.restore(tmp_path / "before")
    assert mette.get(f"/api/requests/{replied}")["kept"] == "all"

    assert backup.erase_again() == ()

    assert mette.get(f"/api/requests/{replied}")["kept"] == "nothing"
    backup.write(tmp_path / "after")
    text = "\n".join(each.read_text("utf-8") for each in (tmp_path / "after").iterdir())
    assert "in person" not in text
    assert backup.erase_again() == ()


def test_what_is_open_again_is_named_and_left(mette, ines, replied, dynamodb, tmp_path):
    backup.write(tmp_path / "before")
    mette.act(replied, "close")
    for who in (ines, mette):
        who.act(replied, "erase-early", {"reason": "As asked", "consent": True})
    wipe()
    backup.restore(tmp_path / "before")

    assert backup.erase_again() == (replied,)

    assert mette.get(f"/api/requests/{replied}")["state"] == "replied"
    mette.act(replied, "close")
    assert backup.erase_again() == ()
    assert mette.get(f"/api/requests/{replied}")["kept"] == "nothing"


def test_what_is_not_there_any_more_needs_no_erasing(mette, replied, dynamodb):
    erased.note("GONE-GONE")

    assert backup.erase_again() == ()
