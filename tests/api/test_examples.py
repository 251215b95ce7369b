"""Every operation of the document shows what is asked and answered: it fits its shape, and the application takes it.

A new route fails here until `tests/api/examples.py` asks it once and `python -m tests.api.examples` has written what
was answered.
"""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from api.contract import EXAMPLES, SHOWN
from tests.api import examples
from tests.api.document import DOCUMENT

OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation for path in DOCUMENT["paths"].values() for operation in path.values()
}
KEPT: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))


def wrong(value: Any, schema: dict[str, Any]) -> list[str]:
    """Return what of a value does not fit a schema of the document."""
    whole = jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]})
    return [f"{one.instance_path} {one.message}" for one in whole.iter_errors(value)]


def answer(name: str, status: int) -> dict[str, Any]:
    """Return the shape of an operation's answer in JSON; an empty one where it has none."""
    content = OPERATIONS[name]["responses"][str(status)].get("content", {})
    schema: dict[str, Any] = content.get("application/json", {}).get("schema", {})
    return schema


def test_every_operation_shows_what_is_asked_and_answered() -> None:
    lacking = []
    for name, operation in OPERATIONS.items():
        bodies = operation.get("requestBody", {}).get("content", {})
        told = [one for code in operation["responses"] for one in content(operation, code) if code.startswith("2")]
        places = [one for one in operation.get("parameters", ()) if one["in"] == "path"]
        if not all("example" in one for one in [*bodies.values(), *told, *places]):
            lacking.append(name)
    assert lacking == []


def content(operation: dict[str, Any], code: str) -> list[dict[str, Any]]:
    """Return what an answer holds in the forms that are shown."""
    return [one for media, one in operation["responses"][code].get("content", {}).items() if media in SHOWN]


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_example_fits_its_shape(name: str) -> None:
    operation, example = OPERATIONS[name], KEPT[name]
    for media, body in operation.get("requestBody", {}).get("content", {}).items():
        assert media.startswith("multipart") or wrong(example["request"], body["schema"]) == []
    for parameter in operation.get("parameters", ()):
        if (given := example["parameters"].get(parameter["name"])) is not None:
            assert wrong(given, parameter["schema"]) == []
    assert wrong(example["response"], answer(name, example["status"])) == []


def test_the_application_takes_every_example(sqlite_template: Path, tmp_path: Path) -> None:
    """What is shown is what is asked here of a running application; what it answers today fits the shape too."""
    live = examples.recorded(sqlite_template, tmp_path)

    assert {name for name in KEPT if examples.asked(KEPT[name]) != examples.asked(live[name])} == set()
    assert [name for name, one in live.items() if wrong(one["response"], answer(name, one["status"]))] == []


def test_an_example_that_does_not_fit_is_seen() -> None:
    told = KEPT["read_receipt"]["response"]
    schema = answer("read_receipt", 200)
    assert wrong({**told, "version": "one"}, schema)
    assert wrong({**told, "more": 1}, schema)
