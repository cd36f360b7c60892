"""The package that is deployed: made, unpacked, and run as Lambda would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
STAGE: Final = "training"

PSEUDO: Final = {"AWS::AccountId": "000000000000"}
"""What CloudFormation knows without being told."""

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
        return {name: self._value(each, parameters) for name, each in variables.items()}

    def _value(self, value: Any, parameters: Mapping[str, str]) -> str:
        match value:
            case {"Ref": name} if name in parameters:
                return parameters[name]
            case {"Ref": resource}:
                properties = self.properties(resource)
                name = properties.get("TableName") or properties["BucketName"]
                return self._value(name, parameters)
            case {"Fn::Sub": text}:
                known = {**PSEUDO, **parameters}
                return re.sub(r"\$\{([\w:]+)\}", lambda found: known[found[1]], text)
            case _:
                return str(value)


def made() -> Package:
    """Return the package of this working copy, made anew."""
    # A make that runs these tests must not lend this one its jobs and variables.
    inherited = {name: v for name, v in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "package", f"STAGE={STAGE}"]
    subprocess.run(command, cwd=ROOT, env=inherited, check=True, capture_output=True)
    folder = ROOT / "build" / STAGE
    return Package(folder / "deployment.zip", json.loads((folder / "sam.json").read_text()))


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
