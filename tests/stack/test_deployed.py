"""
The packaged template whole, in an emulated account: deployed, used, deployed again, broken, taken away.

What the emulator does not do: CloudFront before a page (``tests/stack/test_edge.py``), the scanner of files,
the pages of the sign-in, and no authorizer. It answers every call of every role: what these may do is proved by
``tests/rights.py``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from infra import deploy, deployment
from infra.deployment import Deployment, Wanted
from infra.stack import Failed
from tests.stack import emulated
from tests.stack import package as packages
from tests.stack.emulated import Account, Caller, Front
from tests.stack.package import A_MINUTE_HAS_PASSED, ON

pytestmark = pytest.mark.dynamodb_local

PARAMETERS = {
    "MailDomain": "imi.example",
    "MailVerified": "yes",
    "AlarmMail": "",
    "SiteDomain": "",
    "Certificate": "",
    "OidcIssuer": "",
    "OidcClientId": "",
    "OidcKeysUrl": "",
    "OidcOrigins": "",
    "TrainingUrl": "https://training.example",
}
PASSWORD = "four words and a number 7"
PEOPLE = {"DK": "mette@dk.example", "PT": "ines@pt.example"}


@pytest.fixture(scope="module")
def package() -> Path:
    """The folder that ``make package`` has made of this working copy."""
    return packages.made().zip.parent


@pytest.fixture(scope="module")
def account(tmp_path_factory) -> Iterator[Account]:
    folder = tmp_path_factory.mktemp("emulator")
    with emulated.account(folder) as found, pytest.MonkeyPatch.context() as patch:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A site of one page: all of it is stored in the same way."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "en").mkdir()
    (folder / "en/index.html").write_text("<html lang=en>IMI</html>")
    (folder / "assets").mkdir()
    (folder / "assets/imi.0123456789.css").write_text("body{}")
    return folder


def a_deployment(release: str) -> Deployment:
    wanted = Wanted(
        stage="production", region=emulated.REGION, parameters=PARAMETERS, release=release
    )
    return Deployment(wanted, say=lambda _: None)


@pytest.fixture
def front(account, monkeypatch) -> None:
    """Let what a deployment asks for over CloudFront be answered."""
    monkeypatch.setattr(deployment, "_read", Front(account, lambda: a_deployment("")).read)


def deployed(release: str, package: Path, site: Path, patience: float = 60) -> Deployment:
    made = a_deployment(release)
    deploy.deploy(
        made,
        package=lambda: package,
        site=lambda _: site,
        patience=patience,
    )
    return made


def the_keys_are_here(account: Account, outputs) -> None:
    """Lead the functions to the emulator's keys: its tokens name the issuer of AWS, which is not here."""
    function = outputs["APIHandlerName"]
    lambdas = account.client("lambda")
    variables = lambdas.get_function_configuration(FunctionName=function)["Environment"][
        "Variables"
    ]
    keys = f"{account.endpoint}/{outputs['Pool']}/.well-known/jwks.json"
    lambdas.update_function_configuration(
        FunctionName=function, Environment={"Variables": variables | {"OIDC_KEYS_URL": keys}}
    )


def seeded(account: Account, deployment: Deployment) -> None:
    """Let a business authority of Denmark and one of Portugal be there, with two officials each."""
    command = [sys.executable, "-m", "tests.stack.seed_deployed", *PEOPLE.values()]
    environment = os.environ | deployment.environment() | {"IMI_STAGE": "production"}
    subprocess.run(command, cwd=packages.ROOT, env=environment, check=True)
    pool = deployment.stack.outputs()["Pool"]
    for email in PEOPLE.values():
        account.client("cognito-idp").admin_set_user_password(
            UserPoolId=pool, Username=email, Password=PASSWORD, Permanent=True
        )


def test_a_country_deploys_uses_upgrades_breaks_and_leaves_it(
    account, package, site, front, tmp_path
):
    one = deployed("20260101-one", package, site)
    outputs = one.stack.outputs()
    with pytest.raises(ClientError, match="NotFound"):
        # SAM's own, which answers without limits and writes no log.
        account.client("apigateway").get_stage(
            restApiId=outputs["RestAPIId"], stageName="Stage"
        )
    anybody = Caller(account, outputs["RestAPIId"])
    assert anybody.get("/api/health")["version"] == "20260101-one"
    assert len(anybody.get("/api/registers?limit=100")["items"]) > 50
    assert anybody.call("GET", "/api/tasks")[0] == 401

    # Two officials sign in at the pool's own page, and one asks the other.
    seeded(account, one)
    the_keys_are_here(account, outputs)
    tokens = {
        country: emulated.signed_in(account, outputs, email, PASSWORD)
        for country, email in PEOPLE.items()
    }
    danish = Caller(account, outputs["RestAPIId"], tokens["DK"], "da")
    portuguese = Caller(account, outputs["RestAPIId"], tokens["PT"], "pt")
    draft = {
        "area": "services",
        "asked": "pt-business",
        "language": "da",
        "reason": "Vi er i tvivl om oplysningerne.",
        "proposed_on": ON,
        "questions": [{"code": "SV-01", "slots": {"firm": "Marés Claras"}}],
        "person": {"name": "Marés Claras", "kind": "firm"},
    }
    status, made = danish.call("POST", "/api/requests", draft)
    assert status == 201, made
    number = made["number"]
    assert danish.act(number, "send")["state"] == "awaiting_acceptance"
    assert "Marés Claras" not in json.dumps(portuguese.get(f"/api/requests/{number}"))
    opened = portuguese.act(number, "accept", {"agreed_on": ON})
    assert "Marés Claras" in json.dumps(opened, ensure_ascii=False)
    portuguese.act(number, "answer", {"answers": [{"code": "SV-01", "value": "yes"}]})
    assert portuguese.act(number, "reply")["state"] == "replied"
    assert danish.get(f"/api/requests/{number}")["questions"][0]["answer"]["text"] == "Ja"
    assert danish.act(number, "close")["state"] == "closed"

    # Each was told in the own language, and nobody of what the request is about.
    event = json.dumps(A_MINUTE_HAS_PASSED).encode()
    sent = account.client("lambda").invoke(
        FunctionName=account.function("Sweep"), Payload=event
    )
    assert "FunctionError" not in sent, sent["Payload"].read()
    mails = json.dumps(account.mails(), ensure_ascii=False)
    assert PEOPLE["DK"] in mails
    assert PEOPLE["PT"] in mails
    assert number in mails
    assert "Marés Claras" not in mails

    # Changed code keeps what is stored.
    changed = tmp_path / "changed"
    shutil.copytree(package, changed)
    with zipfile.ZipFile(changed / "deployment.zip", "a") as packed:
        packed.writestr("changed.txt", "a later release")
    two = deployed("20260102-two", changed, site)
    the_keys_are_here(account, two.stack.outputs())
    assert anybody.get("/api/health")["version"] == "20260102-two"
    assert danish.get(f"/api/requests/{number}")["state"] == "closed"
    assert two.history() == ["20260101-one", "20260102-two"]

    # A release that cannot be made leaves the former one serving, and so does one that does not answer.
    broken = tmp_path / "broken"
    shutil.copytree(changed, broken)
    template = json.loads((broken / "sam.json").read_text())
    template["Resources"]["Impossible"] = {"Type": "AWS::Nothing::AtAll", "Properties": {}}
    (broken / "sam.json").write_text(json.dumps(template))
    with pytest.raises(Failed, match="Impossible"):
        deployed("20260103-broken", broken, site)
    assert anybody.get("/api/health")["version"] == "20260102-two"
    silent = tmp_path / "silent"
    shutil.copytree(changed, silent)
    template = json.loads((changed / "sam.json").read_text())
    template["Resources"]["APIHandler"]["Properties"]["Handler"] = "app.nothing"
    (silent / "sam.json").write_text(json.dumps(template))
    with pytest.raises(Failed, match="does not answer"):
        deployed("20260104-silent", silent, site, patience=3)
    assert anybody.get("/api/health")["version"] == "20260102-two"
    assert two.history() == ["20260101-one", "20260102-two"]

    # Back to the first release, with the data of the second.
    assert deploy.rollback(a_deployment("")) == "20260101-one"
    the_keys_are_here(account, one.stack.outputs())
    assert anybody.get("/api/health")["version"] == "20260101-one"
    assert danish.get(f"/api/requests/{number}")["state"] == "closed"

    # Taken away; that the tables stay is said in the template, the emulator does not heed it.
    a_deployment("").destroy(data=True)
    a_deployment("").destroy(data=True)
    assert a_deployment("").stack.outputs() == {}
    assert account.client("dynamodb").list_tables()["TableNames"] == []
    assert account.client("s3").list_buckets()["Buckets"] == []
