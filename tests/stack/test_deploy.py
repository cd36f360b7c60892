"""The commands of an operator: what is not meant is not done, and what goes wrong is put back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra import deploy
from infra.deployment import NOWHERE, Deployment, Wanted
from infra.stack import Failed


class Stage:
    """A stage that notes what is done to it, and fails where it is told to."""

    def __init__(self, *served: str, fails: str = "", error: Exception | None = None) -> None:
        self.done: list[str] = []
        self.served = list(served)
        self._fails, self._error = fails, error
        self.stack = self

    def __getattr__(self, name: str) -> Any:
        def do(*given: Any, **_: Any) -> None:
            self.done.append(
                " ".join([name, *(str(each) for each in given if isinstance(each, str))])
            )
            if name == self._fails and self._error:
                error, self._error = self._error, None
                raise error

        return do

    def site_url(self) -> str:
        return "https://imi.example"

    def outputs(self) -> dict[str, str]:
        return {
            "SiteUrl": "https://cdn.example",
            "Release": self.served[-1] if self.served else "",
        }

    @property
    def release(self) -> str:
        return "new"

    def history(self, *, but: str = "") -> list[str]:
        return [each for each in self.served if each != but]


def deployed(stage: Stage) -> list[str]:
    folder = Path("folder")
    deploy.deploy(stage, package=lambda: folder, site=lambda _: folder)
    return stage.done


def test_a_release_is_stored_switched_to_published_asked_and_noted():
    assert deployed(Stage("old")) == [
        "have_bucket", "store", "configure", "switch", "configure", "publish", "invalidate",
        "smoke new", "note new",
    ]  # fmt: skip


def test_where_nobody_knows_the_address_the_stack_comes_first(monkeypatch):
    stage = Stage()
    monkeypatch.setattr(stage, "site_url", lambda: NOWHERE)

    assert deployed(stage)[:3] == ["have_bucket", "store", "switch none"]


REFUSAL = ClientError({"Error": {"Code": "Throttling", "Message": "later"}}, "call")


@pytest.mark.parametrize("step", ["configure", "publish", "invalidate", "smoke"])
@pytest.mark.parametrize("error", [Failed("no"), REFUSAL])
def test_whatever_fails_after_the_switch_the_former_release_is_put_back(step, error):
    stage = Stage("older", "old", fails=step, error=error)
    if step == "configure":
        # The first one, before the switch, has nothing to put back.
        stage.configure = lambda: stage.done.append("configure") or _second(stage, error)

    with pytest.raises(type(error)):
        deployed(stage)

    assert stage.done[-2:] == ["switch old", "invalidate"]
    assert "note new" not in stage.done


def _second(stage: Stage, error: Exception) -> None:
    if stage.done.count("configure") == 2:
        raise error


def test_the_way_back_leads_to_the_release_before_the_present_one():
    stage = Stage("one", "two")

    assert deploy.rollback(stage) == "one"
    assert stage.done == ["switch one", "invalidate", "smoke one", "forget two"]
    with pytest.raises(Failed, match="no release"):
        deploy.rollback(Stage("one"))


@pytest.fixture
def stage(monkeypatch) -> Stage:
    found = Stage("one", "two")
    monkeypatch.setattr(deploy, "Deployment", lambda _: found)
    described = Wanted(
        stage="training", region="", parameters={}, release="", other="https://imi.example"
    )
    monkeypatch.setattr(deploy, "wanted", lambda *_: described)
    return found


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["destroy", "training"], "SURE=training"),
        (["destroy", "training", "--sure=production"], "SURE=training"),
        (
            ["destroy", "training", "--sure=training", "--erase-data-of=production"],
            "production",
        ),
    ],
)
def test_what_is_not_said_twice_is_not_taken_away(stage, capsys, arguments, says):
    assert deploy.main(arguments) == 1
    assert says in capsys.readouterr().err
    assert stage.done == []


def test_what_is_said_twice_is_taken_away(stage, monkeypatch):
    asked = []
    monkeypatch.setattr(stage, "destroy", lambda *, data: asked.append(data), raising=False)

    assert deploy.main(["destroy", "training", "--sure=training"]) == 0
    assert (
        deploy.main(["destroy", "training", "--sure=training", "--erase-data-of=training"]) == 0
    )
    assert asked == [False, True]


def test_the_commands_lead_to_what_they_are_called(stage, monkeypatch, capsys):
    monkeypatch.setattr(deploy, "release_name", lambda: "20261126-abc")
    monkeypatch.setattr(deploy, "_make", lambda *_: None)

    assert deploy.main(["deploy", "training"]) == 0
    assert stage.done[-1] == "note new"
    assert deploy.main(["rollback", "training"]) == 0
    assert "training is one again" in capsys.readouterr().out


def test_what_aws_refuses_is_told_and_no_traceback(stage, monkeypatch, capsys):
    def refused(_: Any) -> str:
        raise REFUSAL

    monkeypatch.setattr(deploy, "rollback", refused)

    assert deploy.main(["rollback", "training"]) == 1
    assert "later" in capsys.readouterr().err
    assert stage


def says(folder: Path, stage: str, said: Mapping[str, Any]) -> None:
    """Let an operator have said something of *stage*, whatever stands in this working copy."""
    file = folder / "infra" / "stages" / f"{stage}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    plain = {"MailDomain": "imi.europe", **said.get("parameters", {})}
    file.write_text(json.dumps({"region": "eu-central-1", **said, "parameters": plain}))


def test_production_needs_a_domain_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(deploy, "ROOT", tmp_path)
    for stage in ("training", "production"):
        says(tmp_path, stage, {"parameters": {"MailDomain": "imi.example"}})

    with pytest.raises(Failed, match="MailDomain"):
        deploy.wanted("production", "one")
    with pytest.raises(Failed, match="missing"):
        deploy.wanted("staging", "one")
    assert deploy.wanted("training", "one").stage == "training"


class Noted:
    """A stack that stands, and notes with which parameters it is changed."""

    name = "imi-production"

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def is_there(self) -> bool:
        return True

    def outputs(self) -> dict[str, str]:
        return {"SiteUrl": "https://cdn.example"}

    def change(self, _: str, parameters: Mapping[str, str], *, title: str) -> None:
        self.addresses.append(f"{title} {parameters['SiteUrl']}")


def test_a_former_release_goes_back_to_where_it_stood(aws, tmp_path):
    (tmp_path / "deployment.zip").write_bytes(b"code")
    (tmp_path / "sam.json").write_text('{"Resources": {}}')
    stack = Noted()
    for release, domain in (("one", ""), ("two", "imi.example")):
        deployment = Deployment(
            Wanted(
                stage="production",
                region="eu-central-1",
                parameters={"SiteDomain": domain},
                release=release,
            ),
            say=lambda _: None,
        )
        deployment.stack = stack
        deployment.have_bucket()
        deployment.store(tmp_path, None)
        deployment.switch()

    deployment.switch("one")

    assert stack.addresses == [
        "to-one https://cdn.example",
        "to-two https://imi.example",
        "to-one https://cdn.example",
    ]


@pytest.mark.parametrize("provider", ["", "EULogin"])
def test_the_workspace_is_told_which_service_stands_behind_the_pool(aws, provider):
    wanted = Wanted(
        stage="production",
        region="eu-central-1",
        parameters={"ProviderName": provider},
        release="one",
    )

    told = Deployment(wanted, say=lambda _: None).sign_in()

    assert told["provider"] == provider


@pytest.mark.parametrize(
    ("stage", "said", "other"),
    [
        ("training", {"production_url": "https://imi.example"}, "https://imi.example"),
        ("training", {}, ""),
        (
            "production",
            {"parameters": {"TrainingUrl": "https://try.example"}},
            "https://try.example",
        ),
    ],
)
def test_public_pages_lead_to_the_other_stage(tmp_path, monkeypatch, stage, said, other):
    says(tmp_path, stage, said)
    monkeypatch.setattr(deploy, "ROOT", tmp_path)
    made: list[str] = []
    monkeypatch.setattr(deploy, "_make", lambda *goals: made.extend(goals))

    deploy._site(deploy.wanted(stage, "one"), "https://here.example")

    assert made == ["site", f"STAGE={stage}", "ORIGIN=https://here.example", f"OTHER={other}"]
