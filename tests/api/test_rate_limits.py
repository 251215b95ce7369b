"""One caller cannot take the service from the others: each has a bucket, and is told how much is left in it."""

import pytest

from api.app import create_app
from api.deprecations import DEPRECATED, Going
from api.rate_limits import CALLERS_MAX, Rates, TooMany
from api.security import _place
from kit.days import iso
from services.people import keys, persons
from services.workspace import Workspace
from tests.api.conftest import Served, serving


def test_a_bucket_holds_a_minute_and_fills_steadily() -> None:
    rates = Rates(60)
    left = [rates.take("ana", now=100.0)["RateLimit"] for _ in range(60)]
    assert (left[0], left[-1]) == ('"minute";r=59;t=1', '"minute";r=0;t=60')
    with pytest.raises(TooMany) as refused:
        rates.take("ana", now=100.0)
    assert refused.value.headers["Retry-After"] == "1"
    assert rates.take("bo", now=100.0)["RateLimit"] == '"minute";r=59;t=1'
    assert rates.take("ana", now=102.0)["RateLimit"] == '"minute";r=1;t=59'
    assert rates.take("ana", now=9_999.0)["RateLimit"] == '"minute";r=59;t=1'


def test_without_a_rate_nothing_is_counted() -> None:
    rates = Rates(0)
    assert [rates.take("ana") for _ in range(100)] == [{}] * 100


def test_callers_are_forgotten_before_they_fill_the_memory() -> None:
    rates = Rates(60)
    for number in range(CALLERS_MAX + 10):
        rates.take(str(number), now=1.0)
    assert len(rates._buckets) == CALLERS_MAX


def test_a_key_that_asks_too_much_is_told_to_wait_and_another_is_not(workspace: Workspace) -> None:
    persons.add(workspace, "ann", "Ann", actor="setup", given=["auditor"])
    bearers = [keys.add(workspace, "ann", name, ["read"], 1, actor="setup")[1] for name in ("one", "two")]
    slow = Workspace(workspace.database, workspace.settings.model_copy(update={"rate_per_minute": 3}), workspace.clock)
    for served in serving(create_app(slow)):
        first, second = ({"Authorization": f"Bearer {bearer}"} for bearer in bearers)
        answers = [served.client.get("/v1/me", headers=first) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[0].headers["RateLimit-Policy"] == '"minute";q=3;w=60'
        told = answers[-1]
        assert (told.json()["type"], told.json()["retry"]) == ("too_many_requests", True)
        assert 1 <= int(told.headers["Retry-After"]) <= 20
        assert served.client.get("/v1/me", headers=second).status_code == 200
        assert served.client.get("/healthz").status_code == 200


def test_what_will_go_says_so(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    since, until = iso("2026-11-27"), iso("2027-11-27")
    assert since
    assert until
    assert "Deprecation" not in served.client.get("/v1/policy").headers
    monkeypatch.setitem(DEPRECATED, "read_policy", Going(since, until, "/v1/policies"))
    answer = served.client.get("/v1/policy")
    assert answer.headers["Deprecation"] == "@1795737600"
    assert answer.headers["Sunset"] == "Sat, 27 Nov 2027 00:00:00 GMT"
    assert answer.headers["Link"] == '</v1/policies>; rel="successor-version"'
    served.app.openapi_schema = None
    assert served.app.openapi()["paths"]["/v1/policy"]["get"]["deprecated"] is True


def test_who_tries_to_sign_in_too_often_from_one_place_is_told_to_wait(workspace: Workspace) -> None:
    """Whatever name is tried: a password that many may have is tried with many names."""
    persons.add(workspace, "ann", "Ann", actor="setup", given=["auditor"])
    few = workspace.settings.model_copy(update={"sign_ins_per_minute": 3})
    for served in serving(create_app(Workspace(workspace.database, few, workspace.clock))):
        head = {"X-CSRF-Token": served.client.get("/refusals").text.split('"X-CSRF-Token": "')[1].split('"')[0]}
        forms = [{"login": f"name{number}", "password": "Winter2026! again"} for number in range(4)]
        tried = [served.client.post("/sign-in/person", data=form, headers=head) for form in forms]
        assert [answer.status_code for answer in tried] == [401, 401, 401, 429]
        assert served.client.get("/refusals").status_code == 200


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_one_subscriber_is_one_place(host: str, place: str) -> None:
    assert _place(host) == place
