"""The committed OpenAPI document is what the code answers; TIEOUT_UPDATE_OPENAPI=1 rewrites it, the diff is read."""

import os
from pathlib import Path

from api.contract import COMMITTED, written
from api.conventions import Conventional
from api.routes import ROUTERS
from clients import generate
from tests.api.document import APP, DOCUMENT

OPERATIONS = [operation for path in DOCUMENT["paths"].values() for operation in path.values()]
#: What CONTRACT promises of the API so far.
PROMISED = (
    "/v1/bank-files",
    "/v1/bank-files/{file_id}",
    "/v1/bank-files/{file_id}/events",
    "/v1/receipts",
    "/v1/receipts/{receipt_id}",
    "/v1/receipts/{receipt_id}/proposals",
    "/v1/receipts/{receipt_id}/applications",
    "/v1/receipts/{receipt_id}/applications/{application_id}",
    "/v1/exceptions",
    "/v1/exceptions/{exception_id}/resolution",
    "/v1/postings",
    "/v1/postings/acknowledgements",
    "/v1/customers",
    "/v1/items",
    "/v1/reports/{name}",
    "/v1/audit",
)


def test_the_document_is_the_one_that_was_reviewed() -> None:
    if os.environ.get("TIEOUT_UPDATE_OPENAPI"):
        COMMITTED.write_text(written(APP), encoding="utf-8")
        if generate.TOOLS.exists() and generate.stale():
            generate.generate()
    assert COMMITTED.read_text(encoding="utf-8") == written(APP)


def test_the_client_is_written_from_this_document() -> None:
    """`make client` writes it anew; so does rewriting the document, where the generator is there."""
    assert not generate.stale()


def test_it_is_openapi_3_1_with_everything_promised() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    assert set(PROMISED) <= set(DOCUMENT["paths"])


def test_operation_ids_are_stable_and_no_two_alike() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS]
    assert len(ids) == len(set(ids))
    assert all(name.isidentifier() for name in ids)


def test_shapes_have_names_that_a_client_can_use() -> None:
    """Two classes of one name would be told apart by their modules, and a client's names would follow our files."""
    names = list(DOCUMENT["components"]["schemas"])
    assert [name for name in names if not name.isidentifier() or "__" in name] == []


def test_every_operation_says_what_it_does_and_how_it_refuses() -> None:
    for operation in OPERATIONS:
        assert operation["description"]
        assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_every_post_takes_an_idempotency_key() -> None:
    posts = [path["post"] for path in DOCUMENT["paths"].values() if "post" in path]
    assert len(posts) >= 4
    for post in posts:
        assert "idempotency-key" in {parameter["name"].lower() for parameter in post["parameters"]}


def test_every_operation_says_what_it_asks_of_whoever_calls_it() -> None:
    """The scope is that of the admission table, by a key or a session; life signs ask for nothing."""
    shown = DOCUMENT["components"]["securitySchemes"]
    assert {name: (one["type"], one.get("in")) for name, one in shown.items()} == {
        "key": ("http", None),
        "session": ("apiKey", "cookie"),
    }
    asked = {
        f"{method} {address}": [need["key"] for need in operation["security"] if "key" in need]
        for address, path in DOCUMENT["paths"].items()
        for method, operation in path.items()
    }
    assert [route for route, need in asked.items() if not need] == ["get /healthz", "get /readyz"]
    assert asked["post /v1/bank-files"] == [["files"]]
    assert asked["get /v1/people"] == [["users"]]
    assert asked["get /v1/receipts/{receipt_id}"] == [["read"]]


def test_bodies_are_closed() -> None:
    """What is unknown in a body is refused, and the document says so."""
    shapes = DOCUMENT["components"]["schemas"]
    for name in ("Accept", "Apply", "Applications", "ApplicationLine", "Amount", "Acknowledgement"):
        assert shapes[name]["additionalProperties"] is False


def test_every_router_of_the_folder_is_served() -> None:
    folder = Path(COMMITTED).parent / "routes"
    assert len(ROUTERS) == len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
    assert all(isinstance(route, Conventional) for router in ROUTERS for route in router.routes)
