"""The package that is deployed: made, unpacked, and run as Lambda would."""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from chalicelib.domain import deadlines
from chalicelib.domain.areas import Deadline
from chalicelib.domain.calendars import NO_HOLIDAYS

ROOT: Final = Path(__file__).parents[2]
STAGE: Final = "training"

PSEUDO: Final = {"AWS::AccountId": "000000000000"}
"""What CloudFormation knows without being told."""

A_MINUTE_HAS_PASSED: Final = {"detail": {}, "resources": []} | dict.fromkeys(
    ("version", "account", "region", "detail-type", "source", "time", "id"), ""
)
"""What EventBridge tells a function that it calls each minute."""

ON: Final = deadlines.suggested(
    Deadline(days=14), datetime.now(UTC).date(), urgent=False, calendar=NO_HOLIDAYS
).isoformat()
"""A date that is in order whenever this runs: the packaged app reads the real clock."""

RUNTIME: Final = Path(__file__).with_name("lambda_runtime.py")


@dataclass(frozen=True)
class Package:
    """What ``make package`` leaves behind."""

    zip: Path
    template: Mapping[str, Any]

    @property
    def names(self) -> list[str]:
        """The files in the zip."""
        with zipfile.ZipFile(self.zip) as package:
            return package.namelist()

    def properties(self, resource: str) -> Any:
        return self.template["Resources"][resource]["Properties"]

    def environment(self, function: str, parameters: Mapping[str, str]) -> dict[str, str]:
        """Return what CloudFormation makes of the variables of *function*."""
        variables = self.properties(function)["Environment"]["Variables"]
        values = {name: self._value(each, parameters) for name, each in variables.items()}
        return {name: value for name, value in values.items() if value is not None}

    def holds(self, condition: Any, parameters: Mapping[str, str]) -> bool:
        """Return whether *condition*, a name or what stands for one, is true with *parameters*."""
        match condition:
            case str(name) | {"Condition": name}:
                return self.holds(self.template["Conditions"][name], parameters)
            case {"Fn::Not": [each]}:
                return not self.holds(each, parameters)
            case {"Fn::And": both}:
                return all(self.holds(each, parameters) for each in both)
            case {"Fn::Equals": [left, right]}:
                return self._value(left, parameters) == self._value(right, parameters)
        raise NotImplementedError(condition)

    def chosen(self, value: Any, parameters: Mapping[str, str]) -> Any:
        """Return *value*, or what an ``Fn::If`` makes of it with *parameters*."""
        match value:
            case {"Fn::If": [condition, one, other]}:
                return self.chosen(
                    one if self.holds(condition, parameters) else other, parameters
                )
        return value

    def _value(self, value: Any, parameters: Mapping[str, str]) -> str | None:
        match value:
            case {"Fn::If": [condition, then, otherwise]}:
                chosen = then if self.holds(condition, parameters) else otherwise
                return self._value(chosen, parameters)
            case {"Ref": "AWS::NoValue"}:
                return None
            case {"Ref": name} if name in parameters:
                return parameters[name]
            case {"Fn::GetAtt": [resource, attribute]}:
                return f"the {attribute} of {resource}"
            case {"Ref": resource} if self.template["Resources"][resource]["Type"].split("::")[
                1
            ] in {"Cognito", "SNS", "SES"}:
                return f"the id of {resource}"
            case {"Ref": resource}:
                properties = self.properties(resource)
                name = properties.get("TableName") or properties["BucketName"]
                return self._value(name, parameters)
            case {"Fn::Sub": text}:
                known = {**PSEUDO, **parameters}
                return re.sub(
                    r"\$\{([\w:]+)(?:\.(\w+))?\}",
                    lambda found: (
                        f"the {found[2]} of {found[1]}" if found[2] else known[found[1]]
                    ),
                    text,
                )
            case _:
                return str(value)


def made() -> Package:
    """Return the package of this working copy, made anew once in each run of the tests."""
    (ROOT / "build").mkdir(exist_ok=True)
    folder, run = ROOT / "build" / STAGE, os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    with (ROOT / "build" / "package.lock").open("w") as lock:
        # Two workers must not make it at the same time.
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = folder / "run"
        if not (run and mark.is_file() and mark.read_text() == run):
            _make()
            mark.write_text(run)
    return Package(folder / "deployment.zip", json.loads((folder / "sam.json").read_text()))


def _make() -> None:
    # A make that runs these tests must not lend this one its jobs and variables.
    inherited = {name: v for name, v in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "package", f"STAGE={STAGE}"]
    subprocess.run(command, cwd=ROOT, env=inherited, check=True, capture_output=True)


class Function:
    """An app in a process of its own, with the package alone on its path."""

    def __init__(self, process: subprocess.Popen[str], package: Package) -> None:
        self._process = process
        definition = package.properties("RestAPI")["DefinitionBody"]
        self.routes = {
            path: {method.upper(): operation for method, operation in operations.items()}
            for path, operations in definition["paths"].items()
        }
        self.api = SimpleNamespace(
            binary_types=definition["x-amazon-apigateway-binary-media-types"]
        )
        self._handler = package.properties("APIHandler")["Handler"]

    def __call__(self, event: Mapping[str, Any], _context: Any) -> Any:
        return self.invoke(self._handler, event)

    def invoke(self, handler: str, event: Mapping[str, Any]) -> Any:
        """Return what *handler* makes of *event*."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps({"handler": handler, "event": event}), file=self._process.stdin)
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the function has ended; its log tells why"
        return json.loads(answer)


@contextmanager
def running(
    package: Package, folder: Path, environment: Mapping[str, str]
) -> Iterator[Function]:
    """Unpack *package* into *folder* and run it there until the context ends."""
    with zipfile.ZipFile(package.zip) as packed:
        packed.extractall(folder)
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", RUNTIME, folder],
        env=dict(environment),
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Function(process, package)
    finally:
        process.stdin.close()
        process.wait(timeout=10)
        process.stdout.close()
