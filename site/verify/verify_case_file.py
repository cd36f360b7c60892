#!/usr/bin/env python3
"""
Check a case file of the Internal Market Information System, offline.

    python3 verify_case_file.py imi-K7QM-3XPT.json [another file of the same request ...]

It needs Python 3.10 or later and nothing else, and reads the files and nothing else. It says what
is verified, what is withheld from the reader of the file, and what is erased. At the first thing
that does not fit it stops, names it, and ends with code 1. Several files of one request, as both
sides have them, must tell of the same chain. docs/case-file.md describes the format.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

MISSING = ("withheld", "replaced", "blocked", "erased")
NOTHING_SEALED: Any = {"person": None, "slots": {}, "comments": {}, "attachments": []}
JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """Return the digest of a value."""
    return hashlib.sha256(JSON.encode(value).encode()).hexdigest()


def must(holds: bool, what: str) -> None:
    """Go on if something holds; else say what does not fit."""
    if not holds:
        raise ValueError(what)


def read(path: str) -> Any:
    """Return the file as data; any byte that is not as it was made is found here."""
    raw = Path(path).read_bytes()
    try:
        file = json.loads(raw.decode())
        same = JSON.encode(file).encode() == raw
    except (ValueError, RecursionError):
        raise ValueError("the file is not JSON") from None
    must(same, "the file is not written as it was made: something was added, moved or changed")
    must(isinstance(file, dict) and file.get("format") == "imi-case-file", "it is no case file")
    must(file["version"] == 1, "this script knows version 1 of the format alone")
    body = {name: value for name, value in file.items() if name != "digest"}
    must(digest(body) == file["digest"], "the digest of the whole file")
    return file


def check_event(event: Any, number: str, previous: str, before: int) -> dict[str, Any]:
    """Check one event that follows on the hash of the previous one; return what its parts say."""
    at = f"event {event['sequence']}"
    must(event["sequence"] > before, f"{at}: its place in the order")
    if not event["hash"]:
        must(not previous and not event["digest"], f"{at}: it is missing in the chain")
        return {}
    parts, missing, content = (event.get(name, {}) for name in ("parts", "missing", "content"))
    if content:
        must(digest(content) == event["digest"], f"{at}: its content")
        must(content["number"] == number, f"{at}: the number of the request")
        must(content["sequence"] == event["sequence"], f"{at}: its own number")
        must(set(content["parts"]) == set(parts) | set(missing), f"{at}: its parts")
    else:
        must(set(event) == {"sequence", "digest", "hash"}, f"{at}: what is withheld")
    for name, part in parts.items():
        fits = digest([part["salt"], part["value"]]) == content["parts"][name]
        must(fits and name not in missing, f"{at}: {name}")
    for name, why in missing.items():
        must(why in MISSING, f"{at}: why {name} is missing")
    joined = bytes.fromhex(previous or "0" * 64) + bytes.fromhex(event["digest"])
    must(hashlib.sha256(joined).hexdigest() == event["hash"], f"{at}: the chain breaks here")
    said = {name: part["value"] for name, part in parts.items()}
    must(event.get("note") == said.get("note"), f"{at}: the note as it is shown")
    must(not content or event["by"]["id"] == content["authority"], f"{at}: who acted")
    return said


def files(shown: Any, side: str) -> list[Any]:
    """Return the files of one side as the events tell of them."""
    of_side = (each for each in shown["attachments"] if each["side"] == side)
    return [{k: v for k, v in each.items() if k != "side"} for each in of_side]


def check_request(shown: Any, said: Any) -> None:
    """Check what the file shows of the request against what the events say of it."""
    sealed = said.get("sealed", NOTHING_SEALED)
    if "request" in said:
        wrote = said["request"]
        for name in sorted(set(wrote) - {"questions"}):
            must(shown[name] == wrote[name], f"the request: {name}")
        must(len(shown["questions"]) == len(wrote["questions"]), "the request: its questions")
        for each, asked in zip(shown["questions"], wrote["questions"], strict=False):
            code = asked["code"]
            slots = {**asked["slots"], **sealed["slots"].get(code, {})}
            must((each["code"], each["slots"]) == (code, slots), f"question {code}")
            comment = sealed["comments"].get(code, "")
            must(each["comment"] == comment, f"question {code}: comment")
        must(shown["person"] == sealed["person"], "the person or firm concerned")
        must(files(shown, "asking") == sealed["attachments"], "the attachments of the request")
    if "files" in said:
        must(files(shown, "asked") == said["files"], "the attachments of the reply")
    if "reason" in said:
        must(shown["withdrawal_reason"] == said["reason"], "the reason for the withdrawal")
    for question in shown["questions"] if "answers" in said else ():
        given = {k: v for k, v in (question["answer"] or {}).items() if k != "text"}
        must(given == said["answers"].get(question["code"], {}), f"answer {question['code']}")


def check(file: Any) -> dict[int, str]:
    """Check one file, print what is in it, and return its hashes by event."""
    hashes: dict[int, str] = {}
    known: dict[str, Any] = {}
    previous, before = "", 0
    print(f"  request {file['number']}, made at {file['made_at']}")
    for event in file["events"]:
        said = check_event(event, file["number"], previous, before)
        known.update(said)
        previous, before = event["hash"], event["sequence"]
        hashes |= {before: previous} if previous else {}
        what = "withheld" if "content" not in event else "verified" if previous else "unchained"
        parts = [f"; {name} verified" for name in sorted(said)]
        parts += [f"; {name} {why}" for name, why in sorted(event.get("missing", {}).items())]
        of = event.get("content") or dict.fromkeys(("at", "action", "authority"), "-")
        print(f"  event {before}: {of['at']} {of['action']} by {of['authority']}")
        print(f"    {what}{''.join(parts)}")
    head = file["chain"]["head"] or {"sequence": None, "hash": ""}
    must(head["hash"] == previous, "the end of the chain")
    must(file["request"]["number"] == file["number"], "the number of the request")
    check_request(file["request"], known)
    print(f"  verified up to {previous or 'nothing: no event is in the chain'}")
    print("" if file["chain"]["complete"] else "  the case goes on beyond this file\n", end="")
    return hashes


def main(paths: list[str]) -> int:
    """Check the files, and return how it ended."""
    known: dict[tuple[str, int], str] = {}
    for path in paths:
        print(path)
        try:
            file = read(path)
            for sequence, found in check(file).items():
                same = known.setdefault((file["number"], sequence), found) == found
                must(same, f"event {sequence}: another file of this request tells otherwise")
        except (LookupError, TypeError, ValueError, AttributeError, OSError) as error:
            print(f"  DOES NOT FIT: {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else __doc__)
