"""One key, one answer: what is under way is told so, what was answered is answered again, also after a restart."""

import httpx2
import pytest

from api.app import create_app
from api.idempotency import UnderWay, idempotency_key
from kit.refusals import Conflict, Invalid
from services.workspace import Workspace
from tests.api import morning
from tests.api.conftest import Served, serving


def test_while_the_first_is_under_way_the_second_is_told_to_wait() -> None:
    under_way = UnderWay()
    with under_way.alone("k"):
        with pytest.raises(Conflict), under_way.alone("k"):
            pass
        with under_way.alone("other"):
            pass
    with under_way.alone("k"):
        pass


def test_a_refused_request_may_be_tried_again_under_its_key() -> None:
    under_way = UnderWay()
    with pytest.raises(Invalid), under_way.alone("k"):
        raise Invalid
    with under_way.alone("k"):
        pass


def test_without_a_key_every_request_is_its_own() -> None:
    under_way = UnderWay()
    with under_way.alone(""), under_way.alone(""):
        pass


@pytest.mark.parametrize(("sent", "key"), [("abc", "abc"), ('"abc"', "abc"), ("", ""), ('"', '"')])
def test_a_key_may_stand_in_quotes(sent: str, key: str) -> None:
    assert idempotency_key(sent) == key


def test_a_key_without_end_is_refused() -> None:
    with pytest.raises(Invalid):
        idempotency_key("k" * 256)


def test_a_restart_forgets_no_answer(workspace: Workspace) -> None:
    """Upload, decision and acknowledgement are repeated to another process over the same books."""
    key = {"Idempotency-Key": "monday"}
    for first in serving(create_app(workspace)):
        uploaded = first.take("morning.bai", morning.BAI2, **key)
        first.settle()
        row = first.client.get("/v1/exceptions").json()["data"][0]
        decided = _decide(first, row["exception_id"])
        acknowledged = _acknowledge(first)
    for second in serving(create_app(workspace)):
        for before, again in (
            (uploaded, second.take("morning.bai", morning.BAI2, **key)),
            (decided, _decide(second, row["exception_id"])),
            (acknowledged, _acknowledge(second)),
        ):
            assert (again.status_code, again.json()) == (before.status_code, before.json())
            assert "Idempotent-Replayed" not in before.headers
            assert again.headers["Idempotent-Replayed"] == "true"
        other = second.take("morning.bai", morning.bai2(number=2), **key)
        assert (other.status_code, other.json()["type"]) == (422, "idempotency_key_reused")
        assert len(second.client.get("/v1/bank-files").json()["data"]) == 1


def _decide(served: Served, exception_id: str) -> httpx2.Response:
    """Take the exception out of receivables, under a key."""
    path = f"/v1/exceptions/{exception_id}/resolution"
    return served.client.post(path, json={"act": "not_ar", "note": "tax"}, headers={"Idempotency-Key": "decide-1"})


def _acknowledge(served: Served) -> httpx2.Response:
    """Accept the first postings, under a key."""
    said = {"first": 1, "last": 4, "state": "accepted"}
    return served.client.post("/v1/postings/acknowledgements", json=said, headers={"Idempotency-Key": "ack-1"})
