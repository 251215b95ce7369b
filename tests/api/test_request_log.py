"""Every request has an id, a place in the measures and a line in the log, which holds nobody's money or name."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import pytest

from api import request_log
from kit import log
from services import inquiries
from services.people import persons, proofs
from services.running.tallies import Tallies
from tests.api import morning
from tests.api.conftest import PATIENCE, Served

Found = TypeVar("Found")
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "watch-the-service.md"


@pytest.fixture(autouse=True)
def quiet_after() -> Iterator[None]:
    """Let no log of these tests go on in the next."""
    yield
    log.start("quiet")


def once(look: Callable[[], Found | None]) -> Found:
    """Wait for what is written after the answer has left: the service measures a request when it is over."""
    until = time.monotonic() + PATIENCE
    while (found := look()) is None:
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.01)
    return found


def test_a_sign_in_and_a_refused_one_are_lines_of_the_log(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    """Who tried is said where the name is known: what else was typed may be a password."""
    log.start("json")
    workspace = served.app.state.workspace
    persons.add(workspace, "ana", "Ana", actor="setup", given=["auditor"])
    proofs.set_password(workspace, "ana", "a long enough phrase 7", actor="ana")
    head = {"X-CSRF-Token": served.client.get("/refusals").text.split('"X-CSRF-Token": "')[1].split('"')[0]}
    for name, password in (("ana", "wrong"), ("hunter2hunter2", "x"), ("ANA", "a long enough phrase 7")):
        served.client.post("/sign-in/person", data={"login": name, "password": password}, headers=head)
    text = capsys.readouterr().err
    lines = [json.loads(line) for line in text.splitlines()]
    told = [(line["event"], line["actor"], line.get("error")) for line in lines if line["event"] != "request"]
    assert told == [
        ("sign-in refused", "ana", "sign_in_refused"),
        ("sign-in refused", "", "sign_in_refused"),
        ("signed in", "ana", None),
    ]
    assert "hunter2" not in text
    assert "phrase" not in text


@pytest.mark.parametrize(
    ("given", "kept"), [("erp-run-20261120", True), ("short", False), ("x" * 65, False), ("two words", False)]
)
def test_a_request_keeps_the_id_its_caller_gave(served: Served, given: str, *, kept: bool) -> None:
    answer = served.client.get("/healthz", headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"] == given) is kept
    assert len(answer.headers["X-Request-Id"]) >= 8


def test_methods_that_callers_make_up_are_no_series_of_their_own(served: Served) -> None:
    """Whoever could name series without end would fill the memory, and needs not even sign in."""
    for number in range(3):
        assert served.client.request(f"MADEUP{number}", "/v1/receipts").status_code == 405
    counted = 'http_server_request_duration_seconds_count{method="none",route="%s",status="405"} 3.0'
    told = once(lambda: next((text for text in (served.client.get("/metrics").text,) if "} 3.0" in text), None))
    assert any(counted % route in told for route in ("/v1/receipts", "none"))
    assert "MADEUP" not in told


def test_requests_and_books_are_measured(matched: Served) -> None:
    for path in ("/v1/receipts/rcp_none", "/v1/receipts/rcp_other", "/nowhere"):
        matched.client.get(path)
    counted = 'http_server_request_duration_seconds_count{method="GET",route="%s",status="404"}'
    told = once(lambda: counting(matched, counted % "none"))
    assert told.headers["Content-Type"].startswith("text/plain")
    lines = dict(line.rsplit(" ", 1) for line in told.text.splitlines() if not line.startswith("#"))
    assert lines[counted % "/v1/receipts/{receipt_id}"] == "2.0"
    assert lines[counted % "none"] == "1.0"
    assert "rcp_none" not in told.text
    receipts = matched.client.get("/v1/receipts", params={"limit": 200}).json()["data"]
    by_status = {key: float(value) for key, value in lines.items() if key.startswith("tieout_receipts{")}
    assert sum(by_status.values()) == len(receipts) > 0
    applied = [one for one in receipts if one["status"] == "applied"]
    assert by_status['tieout_receipts{currency="USD",status="applied"}'] == len(applied) > 0
    waiting = sum(float(value) for key, value in lines.items() if key.startswith("tieout_queue_items{"))
    assert waiting == len(matched.client.get("/v1/exceptions", params={"limit": 200}).json()["data"])
    assert float(lines["tieout_postings_newest"]) > 0
    assert lines["tieout_postings_accepted_to"] == "0.0"
    assert any(key.startswith("tieout_build_info{") for key in lines)


def test_each_measure_is_documented_and_counters_say_what_files_brought(matched: Served) -> None:
    told = once(lambda: counting(matched, "http_server_request_duration_seconds_count"))
    kinds = dict(line.split(" ")[2:] for line in told.text.splitlines() if line.startswith("# TYPE "))
    shown = {name for name in kinds if not name.endswith("_created")}
    table = [line.split("|")[1] for line in GUIDE.read_text().splitlines() if line.startswith("| `")]
    assert shown == {name for cell in table for name in re.findall("`([a-z_]+)`", cell)}
    workspace = matched.app.state.workspace
    counted = {name: sum(counts.values()) for name, counts in tallied(Tallies(workspace)).items()}
    seen = inquiries.overview(workspace)
    assert (counted["tieout_import_files"], counted["tieout_import_findings"]) == (seen["files"], seen["findings"])
    assert seen["files"] > 0


def test_tallies_grow_by_what_was_added(matched: Served) -> None:
    """They are the same whether all rows are counted at once, or only those that came since."""
    workspace = matched.app.state.workspace
    part = Tallies(workspace)
    before = tallied(part)
    applied = {"status": "applied"}
    receipt = matched.client.get("/v1/receipts", params=applied).json()["data"][0]["receipt_id"]
    whole = matched.client.get(f"/v1/receipts/{receipt}")
    application = f"/v1/receipts/{receipt}/applications/{whole.json()['applications'][0]['application_id']}"
    undone = matched.client.delete(application, headers={"If-Match": whole.headers["ETag"]})
    assert undone.status_code == 200, undone.text
    after = tallied(part)
    assert after == tallied(Tallies(workspace))
    assert after["tieout_review_decisions"] - before["tieout_review_decisions"] == {("unapply",): 1}
    decided = before["tieout_match_decisions"]
    assert sum(count for (status, _), count in decided.items() if status == "applied") > 0
    moved = after["tieout_entries"] - before["tieout_entries"]
    assert {reverses for _, reverses in moved} == {"yes"}


def tallied(tallies: Tallies) -> dict[str, Counter[tuple[str, ...]]]:
    """Give every tally by its name."""
    return {gauge.name: Counter(dict(gauge.values)) for gauge in tallies.read()}


def counting(matched: Served, name: str) -> httpx2.Response | None:
    """Give the measures, once there is one of this name."""
    told = matched.client.get("/metrics")
    return told if name in told.text else None


def test_a_line_says_who_asked_what_and_nothing_of_what_was_said(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    log.start("json")
    served.take("morning.bai", morning.BAI2)
    served.settle()
    served.client.get("/v1/receipts", params={"payer": "secret payer"}, headers={"X-Request-Id": "a-request-id"})
    read: list[str] = []

    def written() -> str | None:
        read.append(capsys.readouterr().err)
        return "".join(read) if "a-request-id" in read[-1] else None

    text = once(written)
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    mine = next(line for line in lines if line.get("request_id") == "a-request-id")
    assert (mine["event"], mine["method"], mine["route"], mine["status"]) == ("request", "GET", "/v1/receipts", 200)
    assert mine["level"] == "info"
    assert all(set(line) <= log.FACTS for line in lines)
    for word in ("secret", "ACME", "021000021", "morning.bai"):
        assert word not in text


def test_the_line_of_a_long_request_says_what_it_waited_for(
    served: Served, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_log, "LONG_SECONDS", 0.2)
    log.start("json")
    body = {"customer_number": "C900", "facts": {"name": "Ninth Co"}, "by": "bo"}
    asked = partial(served.client.post, "/v1/customers", json=body, headers={"X-Request-Id": "a-long-request"})
    with ThreadPoolExecutor(1) as pool:
        with served.app.state.workspace.database.writing():
            answer = pool.submit(asked)
            time.sleep(0.4)
        assert answer.result().status_code == 201
    read: list[str] = []

    def written() -> dict[str, Any] | None:
        read.extend(capsys.readouterr().err.splitlines())
        lines = (json.loads(line) for line in read if line.startswith("{"))
        return next((line for line in lines if line.get("request_id") == "a-long-request"), None)

    waited = once(written)["waited"]
    assert waited["writer"] >= 100
    assert set(waited) <= {"line", "turn", "apart", "connection", "writer"}


def test_what_is_no_fact_of_the_table_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("json")
    log.within(request_id="r1")
    log.told("posted", count=3, account="4111111111111111", payer="ACME")
    line = json.loads(capsys.readouterr().err)
    assert {key: line[key] for key in ("event", "count", "request_id")} == {
        "event": "posted",
        "count": 3,
        "request_id": "r1",
    }
    assert not {"account", "payer"} & set(line)
    log.start("quiet")
    log.told("posted", count=3)
    assert capsys.readouterr().err == ""
    with suppress(ZeroDivisionError):
        fails()
    assert "request failed" in capsys.readouterr().err


def fails() -> None:
    """Fail within what the log watches."""
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError:
        log.failed("request failed", route="/desk")
        raise
