"""The zip walks a request with its own contents alone; the template deploys it rightly."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import botocore.loaders
import pytest
from botocore.regions import EndpointResolver

from chalicelib.config import Settings, settings
from chalicelib.domain import troubles
from chalicelib.i18n import LANGUAGES
from chalicelib.services import accounts, inbox, register_checks
from chalicelib.services.signals import Signal
from chalicelib.storage import changes, snapshots, websites
from chalicelib.storage.notices import NoticeItem
from chalicelib.web.headers import API_HEADERS
from infra import rights, slim, template, watching
from infra.localstage.gateway import Gateway
from tests.builders import PORTUGAL
from tests.stack import package as packages
from tests.stack.outside import Outside
from tests.stack.package import A_MINUTE_HAS_PASSED, ON, Function, Package
from tests.web.stage import A_DRAFT, INES, METTE, Api

FUNCTIONS = (
    "APIHandler", "Wake", "Sweep", "Index", "Changed", "Erase", "Remind", "Visit", "Uploaded", "Scanned",
    "Feedback", "Alarmed", "Practise", "Wipe",
)  # fmt: skip
IN_PRODUCTION = {
    "Stage": "production",
    "Version": "1.2.3",
    "SiteUrl": "https://imi.example",
    "MailDomain": "imi.example",
    "AlarmMail": "",
    "OidcIssuer": "",
    "OidcClientId": "",
    "OidcKeysUrl": "",
    "OidcOrigins": "",
    "TrainingUrl": "https://training.example",
    "WebAcl": "",
    "ClockAhead": "7",
    "ProviderName": "",
    "Passkeys": "no",
    "MailVerified": "yes",
    "Locked": "yes",
    "ReleaseBucket": "imi-releases",
    "Release": "one",
    "SiteDomain": "",
    "Certificate": "",
}
"""Parameters of a stack whose accounts are its own."""
IN_TRAINING = IN_PRODUCTION | {"Stage": "training", "TrainingUrl": ""}


@pytest.fixture(scope="session")
def package() -> Package:
    """What ``make package`` makes of this working copy; for this file alone, as it takes a while."""
    return packages.made()


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside() as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield server
        server.shutdown()
        serving.join()


@pytest.fixture
def function(
    package: Package, dynamodb_local: str, outside: Outside, tmp_path: Path
) -> Iterator[Function]:
    """The deployed function, with what the template and Lambda tell it, and no more."""
    parameters = {
        "Stage": "test",
        "Version": "1.2.3",
        "SiteUrl": settings.site_url,
        "MailDomain": "imi.example",
        "AlarmMail": "",
        "OidcIssuer": settings.oidc_issuer,
        "OidcClientId": settings.oidc_client_id,
        "OidcKeysUrl": f"{outside.address}/keys",
        "TrainingUrl": "",
        "Passkeys": "no",
        "WebAcl": "",
        "ClockAhead": "0",
        "ProviderName": "",
    }
    environment = {
        **package.environment("APIHandler", parameters),
        "AWS_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL_DYNAMODB": dynamodb_local,
        "AWS_ENDPOINT_URL_S3": outside.address,
        "AWS_ENDPOINT_URL_SESV2": outside.address,
        "PYTHONTZPATH": "",
    }
    seeding = [sys.executable, "-m", "tests.stack.seed"]
    subprocess.run(seeding, cwd=packages.ROOT, env=os.environ | environment, check=True)
    with packages.running(package, tmp_path, environment) as running:
        yield running


def test_it_is_small(package):
    assert package.zip.stat().st_size <= slim.LARGEST == 15_000_000


def test_it_holds_what_lambda_runs_and_nothing_else(package):
    ours = {name for name in package.names if name.startswith(("chalicelib/", "app.py"))}
    tops = {name.partition("/")[0] for name in package.names}

    assert not tops & {"tests", "site", "content", "infra", "docs", "pip", "setuptools", "moto"}
    data = {name for name in ours if name.endswith(".json")}
    assert {Path(name).suffix for name in ours - data} <= {
        ".py",
        ".pyc",
        ".mo",
        ".txt",
        ".html",
        ".z",
    }
    fonts = {f"chalicelib/web/fonts/{style}.json" for style in ("regular", "bold")}
    assert data == {"chalicelib/storage/calendars.json", *fonts}


def test_it_holds_a_catalogue_for_every_language_but_english(package):
    compiled = {name.split("/")[2] for name in package.names if name.endswith("/messages.mo")}

    assert compiled == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("service", slim.ADDRESSED)
def test_our_services_stand_where_botocore_says(package, service):
    with zipfile.ZipFile(package.zip) as packed:
        ours = EndpointResolver(json.loads(packed.read(slim.ENDPOINTS)))
    whole = EndpointResolver(botocore.loaders.Loader().load_data("endpoints"))
    regions = whole.get_available_endpoints(service)

    found = {region: ours.construct_endpoint(service, region) for region in regions}

    assert "eu-central-1" in found
    assert found == {region: whole.construct_endpoint(service, region) for region in regions}


def test_the_same_files_make_the_same_bytes(package, tmp_path):
    with zipfile.ZipFile(package.zip) as packed:
        files = [(name, packed.read(name)) for name in packed.namelist()]
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(again, "w") as repacked:
        for name, content in random.sample(files, len(files)):
            repacked.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 12, 0, 0)), content)

    slim.slim(again)

    assert again.read_bytes() == package.zip.read_bytes()


@pytest.mark.dynamodb_local
def test_health_is_told_on_a_machine_without_time_zones(function):
    health = Api(Gateway(function)).get("/api/health")

    assert (health["status"], health["version"], health["stage"]) == ("ok", "1.2.3", "test")


@pytest.mark.dynamodb_local
def test_a_country_is_named_in_every_language_with_the_package_alone(function):
    names = {
        language: Api(Gateway(function), None, language).get("/api/countries")["items"][0][
            "name"
        ]
        for language in LANGUAGES
    }

    assert (names["da"], names["pt"], names["en"]) == ("Østrig", "Áustria", "Austria")
    assert "AT" not in names.values()


DAYS: Final = """
import sys
sys.path.insert(0, sys.argv[1])
from datetime import datetime
from babel.dates import format_date, format_datetime
from chalicelib.i18n import LANGUAGES, locale
at = datetime(2026, 3, 2, 15, 4)
for each in map(locale, LANGUAGES):
    print(format_date(at, "full", each), format_date(at, "long", each), format_datetime(at, "medium", locale=each))
"""


def test_days_are_told_with_the_package_alone_as_with_all_of_babel(package, tmp_path):
    with zipfile.ZipFile(package.zip) as packed:
        packed.extractall(tmp_path)

    here, there = (
        subprocess.run(
            [sys.executable, "-c", DAYS, folder], check=True, capture_output=True, text=True
        ).stdout
        for folder in (packages.ROOT, tmp_path)
    )

    assert "mandag den 2. marts 2026" in there
    assert there == here


@pytest.mark.dynamodb_local
def test_a_request_walks_from_draft_to_close_with_the_package_alone(function, package, outside):
    gateway = Gateway(function)
    danish, portuguese = Api(gateway, METTE, "da"), Api(gateway, INES, "pt")

    draft = danish.call("POST", "/api/requests", A_DRAFT | {"proposed_on": ON}, key="1").json()
    number = draft["number"]
    assert danish.act(number, "send", key="2").json()["state"] == "awaiting_acceptance"
    assert portuguese.get("/api/tasks")["counts"] == {"accept": 1}
    request = portuguese.act(number, "accept", {"agreed_on": ON}).json()
    assert "Q-1 in pt?" in request["questions"][0]["text"]
    answers = [{"code": "Q-1", "value": "yes"}, {"code": "Q-2", "value": "Passeios"}]
    assert portuguese.act(number, "answer", {"answers": answers}).status == 200
    assert portuguese.act(number, "reply").json()["state"] == "replied"
    answered = danish.get(f"/api/requests/{number}")["questions"][0]["answer"]
    assert answered["text"] == "Ja"
    assert danish.act(number, "close").json()["state"] == "closed"
    path = f"/api/requests/{number}/file"
    paper = danish.call("GET", path, headers={"Accept": "application/pdf"})
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.body.startswith(b"%PDF-")
    assert paper.body.endswith(b"%%EOF\n")
    assert danish.get(path)["request"]["state_label"] == "Afsluttet"

    function.invoke(package.properties("Wake")["Handler"], {"Records": []})
    languages = {(mail["To"], mail["Content-Language"]) for mail in outside.mails}
    assert languages >= {(METTE.email, "da"), (INES.email, "pt")}
    assert all(number in mail["Subject"] for mail in outside.mails)


@pytest.mark.dynamodb_local
def test_an_authority_is_found_by_a_misspelt_word_with_the_package_alone(function, package):
    danish = Api(Gateway(function), METTE, "da")
    # Before that: whoever has looked once does not look again for twenty seconds.
    function.invoke(package.properties("Index")["Handler"], A_MINUTE_HAS_PASSED)

    found = danish.get("/api/authorities?q=turizmo")

    assert [each["id"] for each in found["items"]] == [PORTUGAL]
    assert found["warnings"] == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_is_told_all_that_the_settings_read(package, function):
    parameters = {name: f"the {name}" for name in package.template["Parameters"]}

    told = Settings.from_env(package.environment(function, parameters))

    assert (told.oidc_issuer, told.oidc_client_id, told.oidc_keys_url, told.user_pool) == (
        "the OidcIssuer", "the OidcClientId", "the OidcKeysUrl", "",
    )  # fmt: skip
    assert told.requests_table == "imi-the Stage-requests"
    assert (told.version, told.site_url) == ("the Version", "the SiteUrl")
    assert told.oidc_scope == "imi/workspace"
    assert "said in" not in str(told)


def statements(package: Package, function: str) -> dict[str, Any]:
    """Return what the role of *function* is allowed, by the name of the statement."""
    (policy,) = package.properties(rights.role(function))["Policies"]
    found = policy["PolicyDocument"]["Statement"]
    allowed = [package.chosen(each, ALONE[function in rights.OF_TRAINING]) for each in found]
    return {each["Sid"]: each for each in allowed if "Sid" in each}


ALONE = {True: IN_TRAINING, False: IN_PRODUCTION}
"""Where a function does what it does, by whether that is in training alone."""


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_what_its_code_does_where_it_does_it_and_no_more(package, function):
    allowed = set()
    for each in statements(package, function).values():
        assert each["Effect"] == "Allow"
        for action in each["Action"]:
            assert not action.endswith("*")
            allowed |= {(action, json.dumps(place)) for place in each["Resource"]}
    of_code = {
        (action, json.dumps(rights.PLACES[place]))
        for action, _, place in (line.partition(" ") for line in rights.allowed()[function])
    }
    of_lambda = {"Log", "Stream", "Left"} & statements(package, function).keys()

    assert of_code <= allowed
    assert len(allowed) - len(of_code) == sum(
        len(statements(package, function)[name]["Action"]) for name in of_lambda
    )
    # These two know no resource that they could be held to.
    assert {action for action, place in allowed if place == '"*"'} <= {
        "translate:TranslateText",
        "ses:GetAccount",
    }
    scans = any(action == "dynamodb:Scan" for action, _ in allowed)
    assert scans is (function == "Wipe")


@pytest.mark.parametrize("function", rights.OF_TRAINING)
def test_what_is_for_training_may_do_nothing_elsewhere(package, function):
    (policy,) = package.properties(rights.role(function))["Policies"]
    found = policy["PolicyDocument"]["Statement"]
    (event,) = package.properties(function)["Events"].values()

    elsewhere = [package.chosen(each, IN_PRODUCTION) for each in found]

    assert {each["Sid"] for each in elsewhere if "Sid" in each} == {"Log", "Left"}
    assert package.chosen(event["Properties"]["State"], IN_PRODUCTION) == "DISABLED"
    assert package.chosen(event["Properties"]["State"], IN_TRAINING) == "ENABLED"


def test_who_reads_websites_of_strangers_reads_nothing_of_requests_or_people(package):
    places = json.dumps([each["Resource"] for each in statements(package, "Visit").values()])

    assert "ContentTable" in places
    for other in ("RequestsTable", "DirectoryTable", "NoticesTable", "UserPool", "FilesBucket"):
        assert other not in places


def test_every_function_that_is_deployed_has_a_line_of_rights(package):
    functions = {
        name
        for name, each in package.template["Resources"].items()
        if each["Type"] == "AWS::Serverless::Function"
    }

    assert functions == set(FUNCTIONS) == set(rights.allowed())


@pytest.mark.parametrize("function", FUNCTIONS)
def test_without_another_issuer_every_function_is_told_of_the_pool(package, function):
    told = Settings.from_env(package.environment(function, IN_PRODUCTION))

    assert (told.oidc_issuer, told.oidc_client_id, told.oidc_keys_url, told.user_pool) == (
        "the ProviderURL of UserPool",
        "the id of Workspace",
        "the ProviderURL of UserPool/.well-known/jwks.json",
        "the id of UserPool",
    )


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, True, id="production"),
        pytest.param({"OidcIssuer": "https://eu.example"}, False, id="another issuer"),
        pytest.param({"Stage": "training"}, False, id="training"),
    ],
)
def test_there_is_a_pool_where_its_accounts_sign_in(package, changed, expected):
    of_cognito = {
        name: each
        for name, each in package.template["Resources"].items()
        if "::Cognito::" in each["Type"]
    }
    (policy,) = package.properties("ApiHandlerRole")["Policies"]
    of_accounts = [
        each["Fn::If"]
        for each in policy["PolicyDocument"]["Statement"]
        if "cognito-idp:" in str(each)
    ]

    conditions = {each["Condition"] for each in of_cognito.values()} | {
        condition for condition, _, _ in of_accounts
    }

    assert set(of_cognito) == {
        "UserPool", "ResourceServer", "Workspace", "SignInDomain", "SignInPages", "Learners",
        "TrainingWorkspace", "TrainingSignInPages", "Provider",
    }  # fmt: skip
    assert [otherwise for _, _, otherwise in of_accounts] == [{"Ref": "AWS::NoValue"}]
    parameters = IN_PRODUCTION | {"ProviderName": "EULogin"} | changed
    assert {package.holds(each, parameters) for each in conditions} == {expected}


def test_a_client_leads_to_training_where_there_is_one(package):
    client = package.template["Resources"]["TrainingWorkspace"]
    told = Settings.from_env(package.environment("APIHandler", IN_PRODUCTION))
    learning = Settings.from_env(package.environment("APIHandler", IN_TRAINING))

    assert not package.holds("HasTraining", IN_PRODUCTION | {"TrainingUrl": ""})
    assert client["Condition"] == "HasTraining"
    ours = package.properties("Workspace")
    for name in ours.keys() - {"ClientName", "CallbackURLs", "LogoutURLs"}:
        assert client["Properties"][name] == ours[name]
    assert package.properties("Learners")["GroupName"] == accounts.LEARNERS
    assert (told.inbox, told.learners, told.training_url) == (
        "",
        "",
        "https://training.example",
    )
    assert (learning.inbox, learning.learners) == (inbox.ONLY, accounts.LEARNERS)


@pytest.mark.parametrize(
    ("changed", "is_federated"),
    [
        ({}, False),
        ({"ProviderName": "EULogin"}, True),
        ({"ProviderName": "EULogin", "OidcIssuer": "https://other.example"}, False),
        ({"ProviderName": "EULogin", "Stage": "training", "TrainingUrl": ""}, False),
    ],
)
def test_sign_in_goes_straight_on_where_a_pool_is_federated(package, changed, is_federated):
    parameters = IN_PRODUCTION | changed
    clients = [
        package.chosen(package.properties(name)["SupportedIdentityProviders"][0], parameters)
        for name in ("Workspace", "TrainingWorkspace")
    ]

    assert package.holds("IsFederated", parameters) is is_federated
    assert package.template["Resources"]["Provider"]["Condition"] == "IsFederated"
    assert clients == [{"Ref": "Provider"} if is_federated else "COGNITO"] * 2
    assert package.properties("Provider")["AttributeMapping"] == {"email": "email"}


def test_what_the_pool_is_told_there_is_in_no_template(package):
    secret = package.properties("Provider")["ProviderDetails"]["client_secret"]

    assert secret == {"Fn::Sub": "{{resolve:secretsmanager:${ProviderSecret}}}"}


def test_the_clock_is_ahead_in_training_alone(package):
    ahead = [
        Settings.from_env(package.environment(function, parameters)).clock_ahead
        for parameters in (IN_PRODUCTION, IN_TRAINING)
        for function in FUNCTIONS
    ]

    assert ahead == [0] * len(FUNCTIONS) + [7] * len(FUNCTIONS)


def test_nobody_signs_in_without_a_second_factor(package):
    pool = package.properties("UserPool")

    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("ON", ["SOFTWARE_TOKEN_MFA"])


@pytest.mark.parametrize("wanted", ["no", "yes"])
def test_a_passkey_counts_as_both_factors_where_it_is_wanted(package, wanted):
    pool = package.properties("UserPool")
    parameters = IN_PRODUCTION | {"Passkeys": wanted}
    told = [
        package.chosen(each, parameters)
        for each in (
            pool["WebAuthnUserVerification"],
            pool["WebAuthnFactorConfiguration"],
            pool["Policies"]["SignInPolicy"],
        )
    ]
    flows = [
        package.chosen(each, parameters)
        for each in package.properties("Workspace")["ExplicitAuthFlows"]
    ]

    nothing = {"Ref": "AWS::NoValue"}
    first = {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}
    asked = ["required", "MULTI_FACTOR_WITH_USER_VERIFICATION", first]
    assert told == (asked if wanted == "yes" else [nothing] * 3)
    assert ("ALLOW_USER_AUTH" in flows) is (wanted == "yes")
    assert "ALLOW_USER_SRP_AUTH" in flows


def test_a_firewall_looks_first_where_there_is_one(package):
    web = package.properties("Distribution")["DistributionConfig"]["WebACLId"]

    assert package.chosen(web, IN_PRODUCTION | {"WebAcl": ""}) == {"Ref": "AWS::NoValue"}
    assert package.chosen(web, IN_PRODUCTION | {"WebAcl": "arn:acl"}) == {"Ref": "WebAcl"}


def alarms(package: Package) -> dict[str, Any]:
    return {
        name: each["Properties"]
        for name, each in package.template["Resources"].items()
        if each["Type"] == "AWS::CloudWatch::Alarm"
    }


def test_what_fails_for_good_rises_an_alarm_that_somebody_gets(package):
    found = alarms(package)
    by_metric = {
        (each["MetricName"], json.dumps(each.get("Dimensions"))) for each in found.values()
    }

    for name in Signal:
        assert (name, json.dumps([{"Name": "Stage", "Value": {"Ref": "Stage"}}])) in by_metric
    for function in FUNCTIONS:
        dimensions = json.dumps([{"Name": "FunctionName", "Value": {"Ref": function}}])
        assert {("Errors", dimensions), ("Throttles", dimensions)} <= by_metric
    queues = {
        name
        for name, each in package.template["Resources"].items()
        if each["Type"] == "AWS::SQS::Queue"
    }
    assert queues == set(watching.QUEUES)
    assert {f"{queue}Alarm" for queue in queues} <= found.keys()
    assert {"ApiFailsAlarm", "ApiSlowAlarm"} <= found.keys()
    for each in found.values():
        assert each["AlarmActions"] == each["OKActions"] == [{"Ref": "AlarmTopic"}]
        assert each["TreatMissingData"] == "notBreaching"
    condition = package.template["Resources"]["AlarmAddress"]["Condition"]
    assert not package.holds(condition, IN_PRODUCTION)
    assert package.holds(condition, IN_PRODUCTION | {"AlarmMail": "duty@imi.example"})


def test_what_an_alarm_tells_the_public_is_known_by_its_name(package):
    names = {
        each["AlarmName"]["Fn::Sub"].removeprefix("imi-${Stage}-")
        for each in alarms(package).values()
    }

    for beginning in troubles.PARTS:
        assert any(name.startswith(f"{beginning}-") for name in names), beginning


@pytest.mark.parametrize("function", [each for each in FUNCTIONS if each != "APIHandler"])
def test_each_event_is_tried_again_and_laid_down_where_an_alarm_sees_it(package, function):
    properties = package.properties(function)
    (event,) = properties["Events"].values()
    kind, told = event["Type"], event["Properties"]
    laid = []
    if kind == "DynamoDB":
        assert told["MaximumRetryAttempts"] >= 0
        if function == "Wake":
            laid.append(told["DestinationConfig"]["OnFailure"]["Destination"])
        else:
            # What the stream missed is made up for within a minute: the function Index.
            assert package.properties("Index")["Events"]
    else:
        config = properties["EventInvokeConfig"]
        assert config["MaximumRetryAttempts"] == 2
        laid.append(config["DestinationConfig"]["OnFailure"]["Destination"])
    if kind == "SNS":
        laid.append(told["RedrivePolicy"]["deadLetterTargetArn"])
    if kind in {"Schedule", "CloudWatchEvent"}:
        assert told["RetryPolicy"]["MaximumRetryAttempts"] == 2
        laid.append(told["DeadLetterConfig"]["Arn"])
    for each in laid:
        assert each["Fn::GetAtt"][0] in watching.QUEUES


def test_what_functions_write_is_kept_for_three_months_and_apart(package):
    for function in (*FUNCTIONS, "Gateway"):
        assert (
            package.properties(f"{function}Log")["RetentionInDays"] == watching.KEPT_DAYS == 90
        )
    for function in FUNCTIONS:
        assert package.properties(function)["LoggingConfig"] == {
            "LogGroup": {"Ref": f"{function}Log"}
        }


def test_the_gateway_notes_no_thing_and_nobody(package):
    told = package.properties("RestAPI")["AccessLogSetting"]["Format"]

    assert "$context.resourcePath" in told
    for secret in (
        'path"',
        "sourceIp",
        "userAgent",
        "requestOverride",
        "authorizer",
        "querystring",
    ):
        assert secret not in told


def test_whoever_has_no_account_writes_seldom(package):
    limits = {
        (each["ResourcePath"], each["HttpMethod"]): each["ThrottlingRateLimit"]
        for each in package.properties("RestAPI")["MethodSettings"]
    }

    assert limits["/~1api~1registers~1{id}~1proposals", "POST"] < limits["/*", "*"]
    assert (
        "/api/registers/{id}/proposals"
        in package.properties("RestAPI")["DefinitionBody"]["paths"]
    )


@pytest.mark.parametrize("table", watching.RESOURCES)
def test_a_table_can_be_restored_is_locked_with_our_key_and_outlives_the_stack(package, table):
    resource = package.template["Resources"][table]
    told = resource["Properties"]

    assert told["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert told["DeletionProtectionEnabled"] == {"Fn::If": ["IsLocked", True, False]}
    assert told["SSESpecification"]["KMSMasterKeyId"] == {"Fn::GetAtt": ["Key", "Arn"]}
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"


def test_site_and_api_have_one_origin_and_nobody_else_reads_the_bucket(package):
    config = package.properties("Distribution")["DistributionConfig"]
    origins = {each["Id"]: each for each in config["Origins"]}
    statement, safely = package.properties("ReleasePolicy")["PolicyDocument"]["Statement"]

    assert {
        each["PathPattern"]: each["TargetOriginId"] for each in config["CacheBehaviors"]
    } == {
        "/api/*": "api",
        "/??/search/*": "site",
    }
    assert config["DefaultCacheBehavior"]["TargetOriginId"] == "site"
    assert origins["site"]["OriginAccessControlId"]
    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert statement["Action"] == "s3:GetObject"
    assert safely["Effect"] == "Deny"


def test_the_linter_of_templates_finds_nothing(package):
    linter = packages.ROOT / "build" / "emulator-venv" / "bin" / "cfn-lint"
    template_file = package.zip.with_name("sam.json")

    done = subprocess.run([linter, template_file], capture_output=True, text=True, check=False)

    assert done.stdout == ""
    assert done.returncode == 0


def test_an_account_is_made_for_somebody_and_recovered_by_e_mail(package):
    pool = package.properties("UserPool")

    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert pool["AccountRecoverySetting"] == {
        "RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]
    }
    condition, verified, until_then = pool["EmailConfiguration"]["Fn::If"]
    assert condition == "IsMailVerified"
    assert verified["From"] == {"Fn::Sub": "no-reply@${MailDomain}"}
    # Cognito takes no sender that SES has not verified, and the stack is what asks SES for it.
    assert until_then == {"EmailSendingAccount": "COGNITO_DEFAULT"}
    assert pool["UsernameAttributes"] == ["email"]
    assert pool["UsernameConfiguration"] == {"CaseSensitive": False}


def test_accounts_outlive_their_stack(package):
    pool = package.template["Resources"]["UserPool"]

    assert pool["DeletionPolicy"] == pool["UpdateReplacePolicy"] == "Retain"
    assert pool["Properties"]["DeletionProtection"] == {
        "Fn::If": ["IsLocked", "ACTIVE", "INACTIVE"]
    }


def test_the_workspace_signs_in_by_a_code_that_needs_no_secret(package):
    workspace = package.properties("Workspace")

    assert workspace["AllowedOAuthFlows"] == ["code"]
    assert workspace["AllowedOAuthFlowsUserPoolClient"]
    assert not workspace["GenerateSecret"]
    assert workspace["PreventUserExistenceErrors"] == "ENABLED"


def test_a_token_holds_a_quarter_of_an_hour_and_its_renewal_once(package):
    workspace = package.properties("Workspace")

    assert workspace["AccessTokenValidity"] == 15
    assert workspace["TokenValidityUnits"]["AccessToken"] == "minutes"
    assert workspace["RefreshTokenRotation"]["Feature"] == "ENABLED"
    # Cognito refuses rotation to a client that may renew by its older call; it does so unasked.
    flows = [package.chosen(each, IN_PRODUCTION) for each in workspace["ExplicitAuthFlows"]]
    assert flows == ["ALLOW_USER_SRP_AUTH", {"Ref": "AWS::NoValue"}]


def test_a_token_carries_the_scope_that_the_api_asks_for(package):
    server, workspace = (package.properties(each) for each in ("ResourceServer", "Workspace"))
    (scope,) = server["Scopes"]
    ours = f"{server['Identifier']}/{scope['ScopeName']}"

    told = Settings.from_env(package.environment("APIHandler", IN_PRODUCTION))

    assert told.oidc_scope == ours
    assert set(workspace["AllowedOAuthScopes"]) == {"openid", ours}
    assert package.template["Resources"]["Workspace"]["DependsOn"] == "ResourceServer"


def test_it_describes_every_service_that_the_code_calls(package):
    called = {
        name
        for file in (packages.ROOT / "chalicelib").rglob("*.py")
        for name in re.findall(r'create_client\(\s*"([\w-]+)"', file.read_text("utf-8"))
    }
    described = {
        name.split("/")[2] for name in package.names if name.endswith(slim.DESCRIPTION)
    }

    # PynamoDB makes the client of the database.
    assert described == called | {"dynamodb"}


def test_no_mail_leaves_a_training_stage(package):
    assert package.template["Conditions"]["MailLeaves"] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "training"]}]
    }
    mail = {}
    for function in FUNCTIONS:
        (policy,) = package.properties(rights.role(function))["Policies"]
        for each in policy["PolicyDocument"]["Statement"]:
            if "ses:" in str(each):
                mail.setdefault(function, []).append(each["Fn::If"])
    assert mail.keys() == {"Wake", "Sweep"}
    for condition, _, otherwise in (each for found in mail.values() for each in found):
        assert (condition, otherwise) == ("MailLeaves", {"Ref": "AWS::NoValue"})
    # What would be sent is shown there, by functions that may not send.
    told = Settings.from_env(package.environment("Wake", IN_TRAINING))
    assert told.inbox == inbox.ONLY


def test_the_snapshot_is_looked_after_every_minute_in_every_stage(package):
    (event,) = package.properties("Index")["Events"].values()

    assert event["Properties"]["Schedule"] == "rate(1 minute)"
    assert event["Properties"].get("State", "ENABLED") == "ENABLED"
    assert package.properties("Index")["Timeout"] > package.properties("APIHandler")["Timeout"]


def test_a_change_of_the_directory_renews_the_snapshot_within_seconds(package):
    event = package.properties("Changed")["Events"]["ChangedDynamodbEventSource"]["Properties"]
    pattern = json.loads(event["FilterCriteria"]["Filters"][0]["Pattern"])

    assert event["Stream"] == {"Fn::GetAtt": ["DirectoryTable", "StreamArn"]}
    assert pattern == {"dynamodb": {"Keys": {"id": {"S": [changes.ChangeItem.KEY]}}}}
    assert event["MaximumBatchingWindowInSeconds"] + snapshots.LOOKED_FOR.seconds < 40
    assert package.properties("DirectoryTable")["StreamSpecification"]


def test_who_left_years_ago_is_erased_each_night(package):
    (event,) = package.properties("Erase")["Events"].values()

    assert event["Properties"]["Schedule"] == "cron(30 1 * * ? *)"


def test_whoever_is_to_be_reminded_is_so_each_hour(package):
    (event,) = package.properties("Remind")["Events"].values()

    assert event["Properties"]["Schedule"] == "cron(5 * * * ? *)"


def test_registers_are_looked_at_each_hour_and_longer_than_a_run_takes(package):
    visit = package.properties("Visit")
    (event,) = visit["Events"].values()

    assert event["Properties"]["Schedule"] == "cron(20 * * * ? *)"
    # The last look that is begun ends, too: three calls that each try twice.
    assert visit["Timeout"] > register_checks.LONGEST + 6 * (websites.LONGEST + websites.PAUSE)


def test_nobody_reads_the_bucket_from_outside(package):
    bucket = package.properties("FinderBucket")

    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


def test_a_new_notice_wakes_the_sender(package):
    event = package.properties("Wake")["Events"]["WakeDynamodbEventSource"]["Properties"]

    assert event["Stream"] == {"Fn::GetAtt": ["NoticesTable", "StreamArn"]}
    assert json.loads(event["FilterCriteria"]["Filters"][0]["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"item": {"S": [NoticeItem.KEY]}}},
    }
    assert package.properties("NoticesTable")["StreamSpecification"]


def test_the_mail_service_reports_to_a_topic_that_nobody_else_writes_to(package):
    function = package.properties("Feedback")
    (event,) = function["Events"].values()
    (statement,) = package.properties("FeedbackPolicy")["PolicyDocument"]["Statement"]
    reports = package.properties("MailReports")["EventDestination"]

    assert event["Properties"]["Topic"] == {"Ref": "FeedbackTopic"}
    assert statement["Principal"] == {"Service": "ses.amazonaws.com"}
    assert reports["SnsDestination"] == {"TopicARN": {"Ref": "FeedbackTopic"}}
    assert set(reports["MatchingEventTypes"]) == {"delivery", "bounce", "complaint"}
    left = function["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]["Destination"]
    assert left == {"Fn::GetAtt": ["FeedbackLeft", "Arn"]}
    variables = package.properties("Wake")["Environment"]["Variables"]
    assert variables["MAIL_SET"] == {"Ref": "MailSet"}


@pytest.mark.parametrize("name", sorted(template.KINDS))
def test_the_gateway_answers_in_the_form_of_every_answer(package, name):
    body = package.properties("RestAPI")["DefinitionBody"]
    answer = body["x-amazon-apigateway-gateway-responses"][name]
    headers = {
        header.removeprefix("gatewayresponse.header."): value[1:-1]
        for header, value in answer["responseParameters"].items()
    }
    (text,) = answer["responseTemplates"].values()
    problem = json.loads(text)

    assert headers["Content-Type"] == "application/problem+json"
    assert API_HEADERS.items() <= headers.items()
    # What is left over keeps the status of its kind, such as 504.
    assert ("status" in problem) == (not name.startswith("DEFAULT_"))
    assert answer.get("statusCode", "") == str(problem.get("status", ""))
    assert problem["type"].startswith("/problems/")
    assert problem["title"]
    assert ("Retry-After" in headers) == (name == "THROTTLED")


def test_alarms_find_the_api_by_its_name_after_each_import(package):
    api = package.properties("RestAPI")

    assert api["DefinitionBody"]["info"]["title"] == api["Name"]
    watched = package.properties("ApiFailsAlarm")["Dimensions"]
    assert {"Name": "ApiName", "Value": api["Name"]} in watched


def test_what_cannot_be_handed_over_may_be_laid_down(package):
    said = package.properties("EventsLeftPolicy")["PolicyDocument"]["Statement"]

    assert {each["Principal"]["Service"] for each in said} == {
        "events.amazonaws.com",
        "sns.amazonaws.com",
    }
    # Which rule or topic it is, both say; the account alone neither is known to say.
    assert all([*each["Condition"]] == ["ArnLike"] for each in said)
    assert all([*each["Condition"]["ArnLike"]] == ["aws:SourceArn"] for each in said)


def test_the_scanner_begins_when_nothing_can_fail_any_more(package):
    assert package.template["Resources"]["ScanPlan"]["DependsOn"] == "Distribution"
