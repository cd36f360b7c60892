"""A local stage without content: two officials, a tiny app, a site of three pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from chalice.app import Chalice, Response
from werkzeug.test import Client

from chalicelib.domain.authorities import Party
from chalicelib.domain.officials import Membership, Official, Role
from infra.localstage.server import Server
from infra.localstage.stage import Stage

ORIGIN = "http://localhost:8000"


class Clock:
    """Real time, and what a test adds to it."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def advance(self, by: timedelta) -> None:
        self.offset += by

    def reset(self) -> None:
        self.offset = timedelta()


def an_official(name: str, country: str, language: str, authority: str) -> Official:
    """Return an official who handles services for an authority of that name."""
    party = Party(
        id=f"{country.lower()}-authority",
        name=authority,
        titles={"en": f"Authority of {country}"},
        country=country,
        language=language,
        time_zone="Europe/Brussels",
    )
    return Official(
        id=f"sub-{country.lower()}",
        name=name,
        email=f"{name.split(maxsplit=1)[0].lower()}@{country.lower()}.example",
        language=language,
        authority=party.id,
        memberships={
            party.id: Membership(
                party=party,
                roles={"services": frozenset({Role.HANDLER, Role.VIEWER})},
                administrator=True,
            )
        },
    )


@pytest.fixture
def officials() -> tuple[Official, ...]:
    return (
        an_official("Ana Sousa", "PT", "pt", "Turismo do Norte"),
        an_official("Mette Holm", "DK", "da", "Erhvervskontoret"),
        an_official("Åsa Ek", "SE", "sv", "Länskontoret"),
    )


@pytest.fixture
def tiny() -> Chalice:
    """An app with one route of each kind that the gateway must know."""
    app = Chalice(app_name="tiny")

    @app.route("/api/things/{thing}", methods=["GET"])
    def thing(thing: str) -> dict[str, object]:
        query = app.current_request.query_params
        return {"thing": thing, "query": {name: query.getlist(name) for name in query or ()}}

    @app.route("/api/things/mine", methods=["GET"])
    def mine() -> Response:
        return Response({"thing": "mine"}, headers={"ETag": 'W/"7"'}, status_code=200)

    @app.route("/api/things", methods=["POST", "PATCH"])
    def change() -> dict[str, object]:
        request = app.current_request
        return {"body": request.json_body, "language": request.headers.get("accept-language")}

    return app


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A built site, as far as the server looks at it."""
    folder = tmp_path / "dist"
    for name, text in {
        "en/index.html": "home",
        "da/index.html": "hjem",
        "da/404/index.html": "findes ikke",
        "en/404/index.html": "not found",
        "404.html": "nowhere",
        "assets/imi.0123456789.css": "body{}",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def stage(officials: tuple[Official, ...]) -> Stage:
    """A stage that was not started: it touches no AWS, not even a pretended one."""
    made = Stage(
        clock=Clock(),
        publish=lambda: officials,
        deliver=lambda _at: 0,
        index=lambda _at: False,
        nightly=lambda _at: None,
        hourly=lambda _at: None,
    )
    made.officials = officials
    return made


@pytest.fixture
def browser(stage: Stage, tiny: Chalice, dist: Path) -> Client:
    """Whoever talks to the local stage."""
    return Client(Server(stage, tiny, origin=ORIGIN, dist=dist))
