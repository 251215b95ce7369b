"""Spans reach a real collector over HTTP, and say no more than the log; without an address there are none."""

import gzip
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from api.app import create_app
from kit import spans
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import serving

ABOVE = "4bf92f3577b34da6a3ce929d0e0e4736"


@contextmanager
def collector() -> Iterator[tuple[str, list[Any]]]:
    """Run a collector; give its address and the spans it got."""
    got: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sent = ExportTraceServiceRequest.FromString(gunzipped(body, self.headers.get("Content-Encoding", "")))
            got.extend(span for one in sent.resource_spans for scope in one.scope_spans for span in scope.spans)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/traces", got
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def gunzipped(body: bytes, how: str) -> bytes:
    return gzip.decompress(body) if how == "gzip" else body


def facts(span: Any) -> dict[str, Any]:
    return {one.key: one.value.string_value or one.value.int_value for one in span.attributes}


def test_a_span_a_request_a_piece_of_work_and_each_stage(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    with collector() as (address, got):
        traced = Workspace(
            workspace.database, workspace.settings.model_copy(update={"traces": address}), workspace.clock
        )
        with caplog.at_level(logging.ERROR):
            for served in serving(create_app(traced)):
                above = {"traceparent": f"00-{ABOVE}-00f067aa0ba902b7-01", "X-Request-Id": "asked-0001"}
                assert served.client.get("/v1/receipts", params={"payer": "SECRET"}, headers=above).status_code == 200
                assert served.take("morning.bai", morning.BAI2).status_code == 202
                served.settle()
            spans.stop()  # what is left is sent
    named = {span.name: span for span in got}
    asked = named["GET /v1/receipts"]
    assert (asked.trace_id.hex(), facts(asked)["tieout.request_id"]) == (ABOVE, "asked-0001")
    assert facts(asked)["tieout.status"] == 200
    assert "SECRET" not in str(got)
    worked = named["work match"]
    assert {name for name, span in named.items() if span.parent_span_id == worked.span_id} >= {"deciding", "posting"}


def test_without_an_address_no_span_is_kept(workspace: Workspace) -> None:
    for served in serving(create_app(workspace)):
        assert served.client.get("/healthz").status_code == 200
    with spans.span("anything") as span:
        assert spans.trace_id(span) == {}
