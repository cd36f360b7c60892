from __future__ import annotations

import json

import pytest
from chalice.app import Chalice

from infra.localstage.gateway import PAYLOAD_BYTES, Gateway

JSON = {"Content-Type": "application/json"}


def test_a_call_reaches_its_view_with_path_and_query(tiny: Chalice):
    answer = Gateway(tiny).call("GET", "/api/things/7?q=a%20b&q=c")

    assert answer.status == 200
    assert answer.json() == {"thing": "7", "query": {"q": ["a b", "c"]}}


def test_a_path_parameter_arrives_as_it_was_sent(tiny: Chalice):
    answer = Gateway(tiny).call("GET", "/api/things/a%2Fb%C3%A9")

    assert answer.json()["thing"] == "a%2Fb%C3%A9"


def test_a_fixed_path_comes_before_one_with_a_parameter(tiny: Chalice):
    answer = Gateway(tiny).call("GET", "/api/things/mine")

    assert answer.json() == {"thing": "mine"}
    assert answer.headers["ETag"] == 'W/"7"'


def test_body_and_headers_reach_the_view(tiny: Chalice):
    answer = Gateway(tiny).call(
        "POST", "/api/things", JSON | {"Accept-Language": "da"}, json.dumps({"name": "Žofia"})
    )

    assert answer.json() == {"body": {"name": "Žofia"}, "language": "da"}


def test_bytes_that_are_no_text_do_not_break_the_gateway(tiny: Chalice):
    answer = Gateway(tiny).call("POST", "/api/things", JSON, b'{"name": "\xff\xed\xa0\x80"}')

    assert answer.status == 200
    assert "\ufffd" in answer.json()["body"]["name"]


def test_what_a_view_raises_is_500_and_tells_nothing(tiny: Chalice):
    @tiny.route("/api/broken")
    def broken() -> None:
        raise ValueError("a secret")

    answer = Gateway(tiny).call("GET", "/api/broken")

    assert answer.status == 500
    assert "secret" not in answer.text


def test_an_unknown_path_is_a_problem_document(tiny: Chalice):
    answer = Gateway(tiny).call("GET", "/api/nothing/here", {"Accept-Language": "xx"})

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Content-Language"] == "en"
    assert answer.json()["type"] == "/problems/not-found"
    assert answer.json()["detail"]


def test_a_wrong_method_is_told_the_right_ones(tiny: Chalice):
    answer = Gateway(tiny).call("DELETE", "/api/things")

    assert answer.status == 405
    assert answer.headers["Allow"] == "PATCH, POST"
    assert answer.json()["type"] == "/problems/method-not-allowed"


@pytest.mark.parametrize("path", ["/api/things/", "/api/things//"])
def test_an_empty_parameter_is_none(tiny: Chalice, path: str):
    answer = Gateway(tiny).call("GET", path)

    assert answer.status == 405


def test_a_body_beyond_the_quota_never_reaches_the_app(tiny: Chalice):
    answer = Gateway(tiny).call("POST", "/api/things", JSON, b" " * (PAYLOAD_BYTES + 1))

    assert answer.status == 413
    assert answer.json()["type"] == "/problems/too-large"


def test_binary_content_travels_as_base64(tiny: Chalice):
    @tiny.route("/api/files", methods=["POST"], content_types=["application/pdf"])
    def keep() -> dict[str, int]:
        return {"bytes": len(tiny.current_request.raw_body)}

    tiny.api.binary_types.append("application/pdf")
    answer = Gateway(tiny).call(
        "POST", "/api/files", {"Content-Type": "application/pdf"}, b"\x00\xff"
    )

    assert answer.json() == {"bytes": 2}
