"""Files with a request and with a reply: announced, uploaded, checked, sealed, opened, gone."""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from pynamodb.exceptions import QueryError

from chalicelib.config import settings
from chalicelib.domain import retention
from chalicelib.services import attachments as services
from chalicelib.services import retention as retentions
from chalicelib.storage import directory, file_items, objects
from chalicelib.storage import requests as storage
from chalicelib.storage.file_items import FileItem
from chalicelib.storage.request_items import RequestTable
from tests.builders import CANARY, DENMARK, FINLAND, FRIDAY, NOON, PORTUGAL, an_official
from tests.files import EICAR, PDF
from tests.web.stage import A_DRAFT, AINO, OUTSIDE, VIEWER

NAME = f"{CANARY} Zeugnis Überprüfung.pdf"
ACCEPT = {"agreed_on": FRIDAY.isoformat()}


def described(data=PDF, **changes):
    facts = {"name": NAME, "type": "application/pdf", "size": len(data)}
    return facts | {"sha256": hashlib.sha256(data).hexdigest()} | changes


def announce(by, number, data=PDF, key=None, **changes):
    path = f"/api/requests/{number}/attachments"
    return by.call("POST", path, described(data, **changes), **({"key": key} if key else {}))


def put(number, one, data):
    boto3.client("s3").put_object(
        Bucket=settings.files_bucket, Key=f"{number}/{one}", Body=data
    )


def content(number, one):
    found = boto3.client("s3").list_objects_v2(Bucket=settings.files_bucket)
    return f"{number}/{one}" in {each["Key"] for each in found.get("Contents", ())}


def attach(by, number, data=PDF, *, clean=True):
    """Attach a file that has been uploaded and checked; return its one."""
    made = announce(by, number, data)
    assert made.status == 201, made.text
    one = made.json()["id"]
    put(number, one, data)
    services.inspect(number, one)
    services.scanned(number, one, clean=clean)
    return one


def download(by, number, one):
    return by.call("GET", f"/api/requests/{number}/attachments/{one}")


def files(by, number):
    return by.get(f"/api/requests/{number}")["attachments"]


@pytest.fixture
def number(mette):
    return mette.call("POST", "/api/requests", A_DRAFT).json()["number"]


def send(mette, number):
    assert mette.act(number, "send").status == 200


def test_a_file_is_announced_with_a_link_for_just_that(mette, number):
    made = announce(mette, number)

    assert (made.status, made.headers["ETag"]) == (201, '"2"')
    upload = made.json()["upload"]
    signed = parse_qs(urlsplit(upload["url"]).query)
    assert upload["method"] == "PUT"
    assert set(signed["X-Amz-SignedHeaders"][0].split(";")) == {
        "content-length", "content-type", "host", "x-amz-checksum-sha256",
    }  # fmt: skip
    assert signed["X-Amz-Expires"] == ["900"]
    assert CANARY not in upload["url"]
    [file] = files(mette, number)
    assert (file["name"], file["condition"], file["side"]) == (NAME, "waiting", "asking")


def test_it_is_sealed_until_acceptance_and_opened_then(api, mette, ines, number):
    one = attach(mette, number)
    send(mette, number)

    sealed = ines.call("GET", f"/api/requests/{number}")
    assert sealed.json()["attachments"] == []
    assert NAME not in sealed.text
    assert download(ines, number, one).status == 404

    assert ines.act(number, "accept", ACCEPT).status == 200
    [file] = files(ines, number)
    assert (file["id"], file["condition"]) == (one, "ready")
    opened = download(ines, number, one).json()
    link = parse_qs(urlsplit(opened["url"]).query)
    assert link["X-Amz-Expires"] == ["60"]
    said = link["response-content-disposition"][0]
    assert unquote(said) == f"attachment; filename*=UTF-8''{NAME}"
    for stranger in (AINO, VIEWER):
        assert download(api.of(stranger), number, one).status == 404


def test_what_is_forwarded_is_sealed_again(api, mette, ines, number):
    one = attach(mette, number)
    send(mette, number)
    ines.act(number, "accept", ACCEPT)
    own = attach(ines, number)
    ines.act(number, "forward", {"to": FINLAND, "reason": "Theirs"})

    aino = api.of(AINO)
    assert not content(number, own)
    assert FileItem.count(number, FileItem.item.startswith("file#")) == 1
    assert (files(ines, number), files(aino, number)) == ([], [])
    assert {download(ines, number, each).status for each in (one, own)} == {404}
    aino.act(number, "accept", ACCEPT)
    assert [each["id"] for each in files(aino, number)] == [one]


def test_what_is_split_off_takes_the_files_along(api, mette, ines, number):
    one = attach(mette, number)
    send(mette, number)
    ines.act(number, "accept", ACCEPT)
    split = {"to": FINLAND, "questions": ["Q-2"], "reason": "Theirs"}
    part = ines.act(number, "split", split).json()["parts"][0]["number"]

    aino = api.of(AINO)
    assert files(aino, part) == []
    aino.act(part, "accept", ACCEPT)
    assert [each["condition"] for each in files(aino, part)] == ["ready"]
    assert download(aino, part, one).status == 200


def test_files_of_the_reply_come_with_it(mette, ines, accepted):
    one = attach(ines, accepted)

    assert [each["id"] for each in files(ines, accepted)] == [one]
    assert files(mette, accepted) == []
    assert download(mette, accepted, one).status == 404

    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Yes"}]
    ines.act(accepted, "answer", {"answers": answers})
    assert ines.act(accepted, "reply").status == 200
    [file] = files(mette, accepted)
    assert (file["id"], file["side"]) == (one, "asked")
    assert download(mette, accepted, one).status == 200


@pytest.mark.parametrize(
    ("data", "changes", "condition"),
    [
        pytest.param(b"MZ\x90", {}, "refused", id="another type"),
        pytest.param(PDF, {"size": len(PDF) + 1}, "refused", id="another size"),
        pytest.param(PDF, {"sha256": "0" * 64}, "refused", id="another checksum"),
        pytest.param(None, {}, "refused", id="nothing there"),
    ],
)
def test_what_lies_is_refused_and_deleted(mette, number, data, changes, condition):
    made = announce(mette, number, data or PDF, **changes)
    one = made.json()["id"]
    if data is not None:
        put(number, one, data)
    services.scanned(number, one, clean=True)
    services.inspect(number, one)

    assert [each["condition"] for each in files(mette, number)] == [condition]
    refused = download(mette, number, one)
    assert (refused.status, refused.json()["type"]) == (409, "/problems/broken-rule")
    assert not content(number, one)


def test_what_is_infected_or_unchecked_is_never_given(mette, number):
    one = announce(mette, number, EICAR).json()["id"]
    assert "not been uploaded" in download(mette, number, one).text
    put(number, one, EICAR)
    services.scanned(number, one, clean=False)
    assert "harmful" in download(mette, number, one).text
    assert not content(number, one)

    unchecked = announce(mette, number).json()["id"]
    put(number, unchecked, PDF)
    services.inspect(number, unchecked)
    assert "still being checked" in download(mette, number, unchecked).text


def test_a_file_that_is_replaced_after_its_check_is_deleted(mette, number, caplog):
    one = attach(mette, number)
    put(number, one, b"something else")

    with caplog.at_level(logging.ERROR):
        services.inspect(number, one)

    assert [each["condition"] for each in files(mette, number)] == ["refused"]
    assert not content(number, one)
    assert "replaced" in caplog.text


def test_a_file_is_taken_away_with_its_content(mette, ines, number):
    one = attach(mette, number)
    path = f"/api/requests/{number}/attachments/{one}"
    assert ines.call("DELETE", path).status == 404

    assert mette.call("DELETE", path).status == 204

    assert (files(mette, number), content(number, one)) == ([], False)
    assert mette.call("DELETE", path).status == 404
    put(number, one, PDF)
    services.inspect(number, one)
    assert not content(number, one)


def test_what_was_replied_stays_with_who_received_it(mette, ines, accepted):
    one = attach(ines, accepted)
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Yes"}]
    ines.act(accepted, "answer", {"answers": answers})
    ines.act(accepted, "reply")
    clarify = {"questions": ["Q-1"], "reason": "Since when?"}
    assert mette.act(accepted, "clarify", clarify).status == 200

    path = f"/api/requests/{accepted}/attachments/{one}"
    assert ines.call("DELETE", path).status == 204

    assert files(ines, accepted) == []
    assert download(mette, accepted, one).status == 200
    assert content(accepted, one)


def test_a_part_keeps_the_files_that_the_whole_gives_away(api, mette, ines, number):
    one = attach(mette, number)
    send(mette, number)
    ines.act(number, "accept", ACCEPT)
    split = {"to": FINLAND, "questions": ["Q-2"], "reason": "Theirs"}
    part = ines.act(number, "split", split).json()["parts"][0]["number"]
    assert ines.act(number, "return", {"reason": "Not ours"}).status == 200

    path = f"/api/requests/{number}/attachments/{one}"
    assert mette.call("DELETE", path).status == 204

    assert files(mette, number) == []
    aino = api.of(AINO)
    aino.act(part, "accept", ACCEPT)
    assert download(aino, part, one).status == 200
    assert content(number, one)


def test_a_whole_is_not_erased_early_while_a_part_is_open(mette, ines, number):
    attach(mette, number)
    send(mette, number)
    ines.act(number, "accept", ACCEPT)
    split = {"to": FINLAND, "questions": ["Q-2"], "reason": "Theirs"}
    ines.act(number, "split", split)
    ines.act(number, "return", {"reason": "Not ours"})
    assert mette.act(number, "withdraw", {"reason": "Found"}).status == 200

    refused = mette.act(number, "erase-early", {"reason": "Wish", "consent": True})

    assert refused.status == 409
    assert "part" in refused.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("arrived", "clean", "told"),
    [(False, None, "not been uploaded"), (True, None, "checked"), (True, False, "harmful")],
)
def test_what_is_not_ready_is_not_sent(mette, number, arrived, clean, told):
    one = announce(mette, number).json()["id"]
    if arrived:
        put(number, one, PDF)
        services.inspect(number, one)
    if clean is not None:
        services.scanned(number, one, clean=clean)

    refused = mette.act(number, "send")

    assert refused.status == 422
    [error] = refused.json()["errors"]
    assert (error["pointer"], told in error["detail"]) == ("/attachments", True)
    mette.call("DELETE", f"/api/requests/{number}/attachments/{one}")
    send(mette, number)


def test_a_reply_waits_for_its_files(ines, accepted):
    announce(ines, accepted)
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Yes"}]
    ines.act(accepted, "answer", {"answers": answers})

    assert ines.act(accepted, "reply").status == 422


def test_a_document_is_answered_with_files_of_the_reply(mette, ines):
    asked = A_DRAFT | {"questions": [*A_DRAFT["questions"][:1], {"code": "Q-5"}]}
    number = mette.call("POST", "/api/requests", asked).json()["number"]
    send(mette, number)
    ines.act(number, "accept", ACCEPT)

    def answer(value):
        answers = [{"code": "Q-5", "value": value}, {"code": "Q-1", "value": "yes"}]
        return ines.act(number, "answer", {"answers": answers})

    def question(by):
        return by.get(f"/api/requests/{number}")["questions"][1]

    assert [each["code"] for each in question(ines)["options"]] == ["unknown"]
    for strange in ("nothing-attached", attach(mette, a_draft(mette))):
        refused = answer(strange)
        assert refused.status == 422
        assert refused.json()["errors"][0]["pointer"] == "/answers/0/value"
    first, second = attach(ines, number), attach(ines, number)
    assert [each["code"] for each in question(ines)["options"]] == [first, second, "unknown"]
    given = answer(f"{first} {second}").json()["questions"][1]["answer"]
    assert (given["value"], given["text"]) == (f"{first} {second}", f"{NAME}, {NAME}")

    path = f"/api/requests/{number}/attachments/{second}"
    tag = ines.get(f"/api/requests/{number}")["etag"]
    assert ines.call("DELETE", path, tag=tag).status == 204
    assert question(ines)["answer"]["value"] == first
    assert question(mette)["answer"] is None
    assert ines.act(number, "reply").status == 200
    assert question(mette)["answer"]["text"] == NAME
    assert download(mette, number, first).status == 200


def test_a_document_that_cannot_be_had_needs_no_file(mette, ines):
    asked = A_DRAFT | {"questions": [*A_DRAFT["questions"][:1], {"code": "Q-5"}]}
    number = mette.call("POST", "/api/requests", asked).json()["number"]
    send(mette, number)
    ines.act(number, "accept", ACCEPT)
    given = [{"code": "Q-5", "value": "unknown"}, {"code": "Q-1", "value": "yes"}]

    assert ines.act(number, "answer", {"answers": given}).status == 200
    assert ines.act(number, "reply").status == 200
    assert mette.get(f"/api/requests/{number}")["questions"][1]["answer"]["text"] == (
        "Cannot establish"
    )


def a_draft(by):
    return by.call("POST", "/api/requests", A_DRAFT).json()["number"]


@pytest.mark.parametrize(
    ("refuse", "condition"),
    [
        pytest.param(lambda *key: services.scanned(*key, clean=None), "refused", id="unread"),
        pytest.param(
            lambda *key: services.scanned(*key, clean=False), "infected", id="harmful"
        ),
        pytest.param(services.inspect, "refused", id="another content"),
    ],
)
def test_a_no_is_final(mette, number, refuse, condition):
    one = announce(mette, number).json()["id"]
    put(number, one, b"another content")
    refuse(number, one)

    put(number, one, PDF)
    services.inspect(number, one)
    services.scanned(number, one, clean=True)

    assert [each["condition"] for each in files(mette, number)] == [condition]
    assert not content(number, one)


def test_a_file_that_a_colleague_sends_meanwhile_is_kept(mette, number, monkeypatch):
    one = attach(mette, number)
    load = storage.load

    def loaded(*args, **more):
        monkeypatch.setattr(storage, "load", load)
        case = load(*args, **more)
        send(mette, number)
        return case

    monkeypatch.setattr(storage, "load", loaded)

    assert mette.call("DELETE", f"/api/requests/{number}/attachments/{one}").status == 409
    assert content(number, one)


def test_what_was_sent_stays(mette, number):
    one = attach(mette, number)
    send(mette, number)

    assert mette.call("DELETE", f"/api/requests/{number}/attachments/{one}").status == 409
    assert announce(mette, number).status == 409


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "letter.hta"}, "/name"),
        ({"name": "letter.pdf.js"}, "/name"),
        ({"type": "text/html"}, "/type"),
        ({"size": 26 * 1024 * 1024}, "/size"),
        ({"size": 0}, "/size"),
        ({"sha256": "x"}, "/sha256"),
    ],
)
def test_what_cannot_be_attached_is_refused_before_it_is_uploaded(
    mette, number, changes, pointer
):
    refused = announce(mette, number, **changes)

    assert refused.status == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    assert files(mette, number) == []


def test_an_announcement_that_comes_twice_is_one(mette, number):
    first, again = (announce(mette, number, key="once") for _ in range(2))

    assert (first.status, again.status) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert len(files(mette, number)) == 1
    assert announce(mette, number, name="other.pdf", key="once").status == 422


def test_a_draft_that_is_changed_keeps_its_files_and_a_copy_has_none(mette, number):
    one = attach(mette, number)
    tag = mette.get(f"/api/requests/{number}")["etag"]
    changed = mette.call("PATCH", f"/api/requests/{number}", {"reason": "Other"}, tag=tag)
    assert [each["id"] for each in changed.json()["attachments"]] == [one]

    copied = mette.call("POST", f"/api/requests/{number}/copies", {}).json()
    assert copied["attachments"] == []


def test_each_download_is_counted_and_logged_without_the_name(mette, number, caplog):
    one = attach(mette, number)
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            download(mette, number, one)

    assert FileItem.get(number, FileItem.key(one)).downloads == 2
    assert caplog.text.count(one) == 2
    assert CANARY not in caplog.text


def test_files_are_blocked_and_erased_with_the_rest(mette, number):
    one = attach(mette, number)
    send(mette, number)
    mette.act(number, "withdraw", {"reason": "Found"})
    over = NOON.date()

    retentions.run(retention.months_after(over, 6) + timedelta(days=1))
    assert files(mette, number) == []
    assert download(mette, number, one).status == 404
    assert content(number, one)

    retentions.run(retention.months_after(over, 36) + timedelta(days=1))
    assert not content(number, one)
    left = [item.serialize() for item in RequestTable.query(number)]
    assert CANARY not in repr(left)
    assert not [item for item in RequestTable.query(number) if isinstance(item, FileItem)]


def test_what_aws_tells_of_files_is_heard_and_of_other_buckets_not(mette, number):
    from chalicelib.web import clock

    one = announce(mette, number).json()["id"]
    put(number, one, PDF)
    key = f"{number}/{one}"

    def told(bucket, status="NO_THREATS_FOUND"):
        created = {"bucket": {"name": bucket}, "object": {"key": key}}
        scan = {
            "s3ObjectDetails": {"bucketName": bucket, "objectKey": key},
            "scanResultDetails": {"scanResultStatus": status},
        }
        for hear, detail in ((clock.uploaded, created), (clock.scanned, scan)):
            event = {"detail": detail} | dict.fromkeys(
                ("version", "account", "region", "detail-type", "source", "time", "id"), ""
            )
            hear(event | {"resources": []}, None)

    told("imi-of-others")
    assert [each["condition"] for each in files(mette, number)] == ["waiting"]
    told(settings.files_bucket)
    assert [each["condition"] for each in files(mette, number)] == ["ready"]
    told(settings.files_bucket, "FAILED")
    assert [each["condition"] for each in files(mette, number)] == ["refused"]
    told(settings.files_bucket, "THREATS_FOUND")
    assert [each["condition"] for each in files(mette, number)] == ["infected"]
    assert PORTUGAL not in key


def test_a_draft_is_deleted_with_its_files(mette, number):
    one = attach(mette, number)
    tag = mette.get(f"/api/requests/{number}")["etag"]

    assert mette.call("DELETE", f"/api/requests/{number}", tag=tag).status == 204

    assert not content(number, one)
    assert not [item for item in RequestTable.query(number) if item.item.startswith("file#")]


def test_a_bucket_that_does_not_answer_keeps_nobody_from_a_step(
    mette, number, monkeypatch, caplog
):
    one = attach(mette, number)
    tag = mette.get(f"/api/requests/{number}")["etag"]

    def down(*_key):
        raise EndpointConnectionError(endpoint_url="https://s3.example")

    monkeypatch.setattr(objects, "delete", down)

    assert mette.call("DELETE", f"/api/requests/{number}", tag=tag).status == 204
    assert one in caplog.text
    assert CANARY not in caplog.text


@pytest.fixture
def accepted(mette, ines, number):
    send(mette, number)
    assert ines.act(number, "accept", ACCEPT).status == 200
    return number


def lay_by(by, number, data=PDF, **facts):
    """Upload a file for a message, and have it checked; return its id."""
    made = announce(by, number, data, for_message=True, **facts)
    assert made.status == 201, made.text
    one = made.json()["id"]
    put(number, one, data)
    services.inspect(number, one)
    services.scanned(number, one, clean=True)
    return one


def say(by, number, *files, text="Here it is", key=None):
    message = {"text": text, "attachments": list(files)}
    path = f"/api/requests/{number}/messages"
    return by.call("POST", path, message, **({"key": key} if key else {}))


def unsent(by, number):
    items = by.get(f"/api/requests/{number}/attachments")["items"]
    return [(each["id"], each["side"], each["condition"]) for each in items]


def notes(by, number):
    found = (each["note"] for each in by.get(f"/api/requests/{number}/events")["items"])
    return [each for each in found if each and each["attachments"]]


def test_either_side_sends_files_with_a_message_while_a_request_is_open(
    api, mette, ines, accepted
):
    for by, other, side in ((mette, ines, "asking"), (ines, mette, "asked")):
        one = lay_by(by, accepted)
        assert unsent(by, accepted) == [(one, side, "ready")]
        assert unsent(other, accepted) == []
        assert download(other, accepted, one).status == 404
        assert download(by, accepted, one).status == 200

        assert say(by, accepted, one).status == 201

        assert unsent(by, accepted) == []
        for reader in (by, other):
            [file] = notes(reader, accepted)[-1]["attachments"]
            assert (file["id"], file["name"]) == (one, NAME)
            opened = download(reader, accepted, one).json()
            assert (opened["name"], opened["size"]) == (NAME, len(PDF))
        for stranger in (AINO, VIEWER, OUTSIDE):
            assert download(api.of(stranger), accepted, one).status == 404
    assert files(mette, accepted) == files(ines, accepted) == []


def test_the_same_message_twice_sends_its_files_once(mette, ines, accepted):
    one = lay_by(mette, accepted)

    answers = [say(mette, accepted, one, key="a key") for _ in range(2)]

    assert [each.status for each in answers] == [201, 201]
    assert len(notes(ines, accepted)) == 1
    again = say(mette, accepted, one)
    assert (again.status, again.json()["errors"][0]["pointer"]) == (422, "/attachments")


def test_the_same_announcement_for_a_message_twice_is_one_file(mette, accepted):
    made = [announce(mette, accepted, key="a key", for_message=True) for _ in range(2)]

    assert len({each.json()["id"] for each in made}) == 1
    assert len(unsent(mette, accepted)) == 1


def test_what_is_not_there_not_checked_or_not_ones_own_does_not_go_out(mette, ines, accepted):
    waiting = announce(mette, accepted, for_message=True).json()["id"]
    theirs = lay_by(ines, accepted)
    of_reply = attach(ines, accepted)
    before = mette.get(f"/api/requests/{accepted}")["etag"]

    for by, one in (
        (mette, waiting),
        (mette, theirs),
        (mette, of_reply),
        (mette, "nothing"),
        (ines, of_reply),
    ):
        refused = say(by, accepted, one)
        assert (refused.status, refused.json()["errors"][0]["pointer"]) == (422, "/attachments")
    twice = say(ines, accepted, theirs, theirs)
    assert twice.json()["errors"][0]["pointer"] == "/attachments/1"
    assert say(ines, accepted, *[str(n) for n in range(11)]).status == 422
    assert say(ines, accepted, theirs, text=" ").json()["errors"][0]["pointer"] == "/text"
    assert mette.get(f"/api/requests/{accepted}")["etag"] == before
    assert notes(mette, accepted) == []


def test_a_file_that_is_refused_while_its_message_is_sent_stays(mette, accepted, monkeypatch):
    one = lay_by(mette, accepted)
    stored = storage.save

    def meanwhile(*args, **options):
        monkeypatch.setattr(storage, "save", stored)
        services.scanned(accepted, one, clean=False)
        return stored(*args, **options)

    monkeypatch.setattr(storage, "save", meanwhile)

    refused = say(mette, accepted, one)

    assert refused.status == 422
    assert "deleted" in refused.json()["errors"][0]["detail"]
    assert notes(mette, accepted) == []


def test_who_has_uploaded_for_a_message_takes_it_away(mette, ines, accepted):
    one = lay_by(mette, accepted)

    for by in (ines, mette):
        gone = by.call("DELETE", f"/api/requests/{accepted}/attachments/{one}")
        assert gone.status == (404 if by is ines else 204)

    assert (unsent(mette, accepted), content(accepted, one)) == ([], False)
    sent = lay_by(mette, accepted)
    say(mette, accepted, sent)
    path = f"/api/requests/{accepted}/attachments/{sent}"
    assert mette.call("DELETE", path).status == 409
    assert content(accepted, sent)


def test_files_for_a_message_are_limited_and_wait_for_acceptance(mette, ines, number):
    assert announce(mette, number, for_message=True).status == 409
    send(mette, number)
    assert announce(mette, number, for_message=True).status == 409
    ines.act(number, "accept", ACCEPT)
    assert announce(ines, number, for_message=True, type="text/html").status == 422
    for _ in range(10):
        assert announce(ines, number, for_message=True).status == 201
    assert announce(ines, number, for_message=True).status == 422
    assert announce(mette, number, for_message=True).status == 201


def test_what_was_not_sent_is_gone_with_the_request(mette, ines, accepted):
    theirs, own = lay_by(ines, accepted), lay_by(mette, accepted)
    sent = lay_by(mette, accepted)
    say(mette, accepted, sent)

    assert ines.act(accepted, "forward", {"to": FINLAND, "reason": "Theirs"}).status == 200

    assert [content(accepted, one) for one in (theirs, own, sent)] == [False, True, True]
    assert download(ines, accepted, sent).status == 404
    assert download(ines, accepted, own).status == 404
    assert download(mette, accepted, sent).status == 200


def test_who_is_asked_next_does_not_get_the_files_of_earlier_messages(
    api, mette, ines, accepted
):
    sent = lay_by(mette, accepted)
    say(mette, accepted, sent)
    ines.act(accepted, "forward", {"to": FINLAND, "reason": "Theirs"})
    aino = api.of(AINO)
    assert aino.act(accepted, "accept", ACCEPT).status == 200

    assert notes(aino, accepted) == []
    assert download(aino, accepted, sent).status == 404


def closed(mette, ines, number):
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Tours"}]
    for by, action, body in (
        (ines, "answer", {"answers": answers}),
        (ines, "reply", {}),
        (mette, "close", {"timeliness": None, "effort": None}),
    ):
        assert by.act(number, action, body).status == 200


def test_closing_drops_what_was_not_sent_and_time_what_was(mette, ines, accepted):
    left, sent = lay_by(ines, accepted), lay_by(mette, accepted)
    say(mette, accepted, sent)

    closed(mette, ines, accepted)

    assert [content(accepted, one) for one in (left, sent)] == [False, True]
    assert announce(mette, accepted, for_message=True).status == 409
    request = storage.load(accepted, reader=DENMARK).request
    retentions.run(request.blocked_on)
    assert notes(mette, accepted) == []
    assert download(mette, accepted, sent).status == 404
    assert content(accepted, sent)
    retentions.run(request.erased_on)
    assert not content(accepted, sent)
    left = [each.attribute_values for each in RequestTable.query(accepted)]
    assert NAME not in repr(left)


def test_blocking_drops_what_a_crash_has_left_unsent(mette, ines, accepted, monkeypatch):
    left = lay_by(ines, accepted)
    monkeypatch.setattr(file_items, "drop", lambda _: None)
    closed(mette, ines, accepted)
    assert content(accepted, left)

    retentions.run(storage.load(accepted, reader=DENMARK).request.blocked_on)

    assert not content(accepted, left)
    assert [*file_items.all_unsent(accepted, by=None)] == []


def test_the_case_file_proves_which_files_went_with_a_message(mette, ines, accepted):
    one = lay_by(mette, accepted)
    say(mette, accepted, one)
    file = ines.get(f"/api/requests/{accepted}/file")

    [event] = [each for each in file["events"] if (each.get("note") or {}).get("attachments")]

    wanted = {
        "name": NAME,
        "type": "application/pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
    assert event["note"]["attachments"] == [wanted]
    assert event["parts"]["note"]["value"] == event["note"]


def test_a_colleague_neither_sees_nor_sends_what_one_has_uploaded(api, mette, accepted):
    emil = an_official(DENMARK, "emil")
    directory.save_official(emil)
    theirs = api.of(emil)
    one = lay_by(mette, accepted)

    assert unsent(theirs, accepted) == []
    assert say(theirs, accepted, one).status == 422
    assert download(theirs, accepted, one).status == 404
    path = f"/api/requests/{accepted}/attachments/{one}"
    assert theirs.call("DELETE", path).status == 409
    assert say(theirs, accepted).status == 201
    assert unsent(mette, accepted) == [(one, "asking", "ready")]


def test_withdrawing_drops_what_was_not_sent(mette, ines, accepted):
    one = lay_by(mette, accepted)
    assert ines.act(accepted, "return", {"reason": "Not ours"}).status == 200
    assert content(accepted, one)

    assert mette.act(accepted, "withdraw", {"reason": "Not needed"}).status == 200

    assert not content(accepted, one)


def test_what_cannot_be_deleted_now_is_found_when_the_request_is_erased(
    mette, ines, accepted, monkeypatch
):
    one = lay_by(mette, accepted)
    delete = objects.delete

    def down(*_):
        raise EndpointConnectionError(endpoint_url="https://s3.example")

    monkeypatch.setattr(objects, "delete", down)
    path = f"/api/requests/{accepted}/attachments/{one}"
    assert mette.call("DELETE", path).status == 204
    assert unsent(mette, accepted) == []
    left = [each.attribute_values for each in RequestTable.query(accepted)]
    assert NAME not in repr(left)
    monkeypatch.setattr(objects, "delete", delete)
    closed(mette, ines, accepted)
    request = storage.load(accepted, reader=DENMARK).request

    retentions.run(request.blocked_on)
    retentions.run(request.erased_on)

    assert not content(accepted, one)


def test_a_step_is_not_refused_because_what_is_left_cannot_be_found(
    mette, ines, accepted, monkeypatch
):
    lay_by(ines, accepted)

    def broken(*_args, **_more):
        raise QueryError("down")
        yield

    monkeypatch.setattr(file_items, "all_unsent", broken)

    assert ines.act(accepted, "forward", {"to": FINLAND, "reason": "Theirs"}).status == 200


def test_the_same_message_at_the_same_moment_is_sent_once(mette, accepted, monkeypatch):
    one = lay_by(mette, accepted)
    found = file_items.unsent

    def meanwhile(*args, **options):
        monkeypatch.setattr(file_items, "unsent", found)
        assert say(mette, accepted, one, key="a key").status == 201
        return found(*args, **options)

    monkeypatch.setattr(file_items, "unsent", meanwhile)

    assert say(mette, accepted, one, key="a key").status == 201
    assert len(notes(mette, accepted)) == 1


def test_who_hands_the_request_on_meanwhile_uploads_nothing(ines, accepted, monkeypatch):
    lay_by_now = storage.lay_by

    def meanwhile(*args, **options):
        monkeypatch.setattr(storage, "lay_by", lay_by_now)
        back = {"to": FINLAND, "reason": "Theirs"}
        assert ines.act(accepted, "forward", back).status == 200
        return lay_by_now(*args, **options)

    monkeypatch.setattr(storage, "lay_by", meanwhile)

    assert announce(ines, accepted, for_message=True).status == 403
    assert [*file_items.all_unsent(accepted, by=None)] == []
