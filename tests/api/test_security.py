"""What stands in front: host, origin, token, page token, headers."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from api.problems import STATUSES
from api.security import HEADERS, Session, Sessions
from kit import refusals
from tests.api import morning
from tests.api.conftest import TOKEN, Served

WRITES = ("/files", "/desk/exc_none/park", "/desk/undo")


@pytest.mark.parametrize(
    "path",
    ["/", "/receipts", "/v1/receipts", "/healthz", "/static/app.css", "/nowhere", "/v1/nowhere", "/openapi.json"],
)
def test_every_answer_carries_the_headers_of_the_house(served: Served, path: str) -> None:
    headers = served.client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in headers, "a browser must not be sent to where no TLS is"


def test_over_tls_a_browser_is_told_to_come_by_tls_alone(served: Served) -> None:
    said = served.client.get("/v1/receipts", headers={"X-Forwarded-Proto": "https"}).headers[
        "Strict-Transport-Security"
    ]
    assert said == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-store"),
        ("/v1/receipts", "no-store"),
        ("/static/app.css", "no-cache"),
        ("/static/vendor/htmx-4.0.1.min.js", "public, max-age=31536000, immutable"),
    ],
)
def test_data_is_not_kept_and_what_has_a_version_is(served: Served, path: str, kept: str) -> None:
    assert served.client.get(path).headers["Cache-Control"] == kept


@pytest.mark.parametrize(("host", "status"), [("evil.example", 421), ("localhost", 200), ("127.0.0.1:9", 200)])
def test_without_a_token_only_a_loopback_name_is_answered(served: Served, host: str, status: int) -> None:
    """A page of another site that points its own name at this machine gets nothing (DNS rebinding)."""
    assert served.client.get("/v1/receipts", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", WRITES)
def test_a_page_writes_only_with_its_token(served: Served, path: str) -> None:
    answer = served.client.post(path)
    assert (answer.status_code, answer.json()["type"]) == (403, "foreign_origin")


@pytest.mark.parametrize("opened", [(), ("/",)], ids=["cookie-lost", "another-session-since"])
def test_a_page_of_a_session_that_ended_is_told_so_and_still_writes_nothing(
    served: Served, opened: tuple[str, ...]
) -> None:
    csrf = served.client.get("/").text.partition('"X-CSRF-Token": "')[2].partition('"')[0]
    served.client.cookies.clear()
    for path in opened:
        served.client.get(path)
    answer = served.client.post("/desk/undo", headers={"X-CSRF-Token": csrf})
    assert (answer.status_code, answer.json()["type"]) == (403, "session_ended")
    assert "load the page again" in answer.json()["title"]
    said = served.client.post("/desk/undo", headers={"X-CSRF-Token": csrf, "Sec-Fetch-Site": "cross-site"})
    assert said.json()["type"] == "foreign_origin"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://evil.example"}]
)
def test_another_site_cannot_write(served: Served, headers: dict[str, str]) -> None:
    answer = served.take("morning.bai", morning.BAI2, **headers)
    assert (answer.status_code, answer.json()["type"]) == (403, "foreign_origin")
    assert served.client.get("/v1/bank-files").json()["data"] == []


def test_with_a_token_nothing_is_told_without_it(guarded: Served) -> None:
    answer = guarded.client.get("/v1/receipts")
    assert (answer.status_code, answer.json()["type"]) == (401, "token_required")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert guarded.client.get("/v1/receipts", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert guarded.client.get("/v1/receipts", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert guarded.client.get("/healthz").status_code == 200


def test_a_browser_signs_in_with_the_token(guarded: Served) -> None:
    page = guarded.client.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 401
    csrf = page.text.partition('"X-CSRF-Token": "')[2].partition('"')[0]
    wrong = guarded.client.post("/sign-in", data={"token": "x"}, headers={"X-CSRF-Token": csrf})
    assert wrong.status_code == 401
    right = guarded.client.post("/sign-in", data={"token": TOKEN}, headers={"X-CSRF-Token": csrf})
    assert right.headers["HX-Refresh"] == "true"
    assert guarded.client.get("/").status_code == 200


def test_who_signed_in_and_lost_the_session_is_told_how_to_go_on(guarded: Served) -> None:
    piece = {"HX-Request": "true"}
    lost = guarded.client.post("/desk/exc_none/park", headers=piece)
    assert lost.status_code == 401
    assert "Your session has ended, and nothing was done." in lost.text
    assert '<a href="/" target="_blank">Sign in</a>' in lost.text
    page = guarded.client.get("/", headers={"Accept": "text/html"}).text
    csrf = page.partition('"X-CSRF-Token": "')[2].partition('"')[0]
    wrong = guarded.client.post("/sign-in", data={"token": "x"}, headers={**piece, "X-CSRF-Token": csrf})
    assert "This is not the token of this installation." in wrong.text


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(served: Served) -> None:
    cookie = served.client.get("/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("forged", ["", "a", "a.1.b", "a.1", "..", "a.1." + "0" * 64])
def test_a_forged_session_is_none(forged: str) -> None:
    assert Sessions().read(forged) is None


def test_a_session_comes_back_as_it_was_signed() -> None:
    sessions = Sessions()
    session = Session("abc", signed_in=True)
    assert sessions.read(sessions.cookie(session)) == session
    assert sessions.read(sessions.cookie(session).replace("abc.1", "abc.0")) is None


def test_a_refused_page_is_a_page_and_a_refused_piece_is_a_piece(served: Served) -> None:
    page = served.client.get("/receipts/rcp_none", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "<!doctype html>" in page.text
    piece = served.client.get("/desk/exc_none", headers={"HX-Request": "true"})
    assert (piece.status_code, piece.headers["HX-Retarget"]) == (404, "#notice")
    assert "<html" not in piece.text


def test_every_refusal_we_share_has_its_status() -> None:
    kinds = {kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, refusals.Refused)}
    assert kinds - {refusals.Refused} <= set(STATUSES)


def test_a_problem_says_what_and_whether_trying_again_helps(served: Served) -> None:
    document = served.client.get("/v1/receipts/rcp_none").json()
    assert set(document) == {"type", "title", "status", "detail", "retry", "help"}
    assert (document["status"], document["retry"]) == (404, False)


@pytest.mark.parametrize(("method", "path", "status"), [("PUT", "/v1/receipts", 405), ("GET", "/v1/nowhere", 404)])
def test_what_the_framework_refuses_is_a_problem_too(served: Served, method: str, path: str, status: int) -> None:
    answer = served.client.request(method, path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


def test_a_fault_of_ours_says_nothing_of_the_inside(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("password=hunter2 at /srv/tieout/services/inquiries.py")

    monkeypatch.setattr("services.inquiries.receipts", broken)
    told = served.client.get("/v1/receipts")
    assert (told.status_code, told.json()["type"]) == (500, "our_bug")
    assert not {"hunter2", "RuntimeError", "inquiries", "Traceback"} & set(told.text.replace("=", " ").split())
    assert "hunter2" not in told.text


def test_no_answer_leads_to_a_host_that_the_caller_names(guarded: Served) -> None:
    """A cache between would give it to others."""
    head = {"Host": "evil.example", "Authorization": f"Bearer {TOKEN}"}
    moved = guarded.client.get("/v1/receipts/?limit=2", headers=head)
    assert (moved.status_code, moved.headers["Location"]) == (307, "/v1/receipts?limit=2")


def test_a_path_that_climbs_stays_inside(served: Served) -> None:
    """The raw path, which a client library would have tidied."""
    connection = HTTPConnection(urlsplit(served.url).netloc)
    connection.request("GET", "/static/../app.py")
    assert connection.getresponse().status == 404
    connection.close()
