"""Files in over HTTP: taken once, refused with a reason, followed as they are matched."""

import json

import pytest

from tests.api import morning
from tests.api.conftest import BYTES_MAX, Served

XML_BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&c;</Document>"""

REFUSED = (
    ("empty.bai", b"", 422, "unreadable_file"),
    ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 422, "unreadable_file"),
    ("bomb.xml", XML_BOMB, 422, "unreadable_file"),
    ("truncated.bai", morning.BAI2[:900], 422, "file_truncated"),
    ("letter.txt", b"Dear bank,\nplease find enclosed nothing at all.\n", 422, "unreadable_file"),
    ("commas.bai", b"," * 100_000, 422, "unreadable_file"),
    ("commas.bai", b"," * (BYTES_MAX + 1), 413, "file_too_large"),
    ("commas.bai", b"," * (5 * BYTES_MAX), 413, "file_too_large"),
)


def test_a_file_is_taken_and_says_what_is_in_it(served: Served) -> None:
    answer = served.take("morning.bai", morning.BAI2)
    assert answer.status_code == 202
    file = answer.json()
    assert answer.headers["Location"] == f"/v1/bank-files/{file['id']}"
    assert (file["format"], file["state"], file["entries"]["receipt"]) == ("bai2", "matching", len(morning.WIRES))
    assert file["money_in"] == [{"minor": sum(cents for _, cents, _ in morning.WIRES), "currency": "USD"}]
    assert file["control_totals"]["mismatched"] == 0
    assert file["control_totals"]["matched"] > 0
    assert file["findings"] == []
    served.settle()
    assert served.client.get(answer.headers["Location"]).json()["state"] == "matched"
    assert served.client.get("/v1/receipts").json()["data"]


@pytest.mark.parametrize(("name", "data", "status", "code"), REFUSED)
def test_what_is_no_bank_file_is_refused_and_changes_nothing(
    served: Served, name: str, data: bytes, status: int, code: str
) -> None:
    before = served.client.get("/v1/audit").json()
    answer = served.take(name, data)
    assert (answer.status_code, answer.json()["type"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(answer.json()["detail"]) > 20  # a sentence, not a code
    assert "Traceback" not in answer.text
    assert served.client.get("/v1/audit").json() == before
    for path in ("/v1/bank-files", "/v1/receipts"):
        assert served.client.get(path).json()["data"] == []


def test_the_same_bytes_are_taken_once_under_whatever_name(served: Served) -> None:
    served.take("morning.bai", morning.BAI2)
    first = served.client.get("/v1/bank-files").json()["data"][0]
    answer = served.take("other.bai", morning.BAI2)
    assert (answer.status_code, answer.json()["type"]) == (409, "file_already_taken")
    assert answer.json()["file_id"] == first["id"]
    assert answer.headers["Location"] == f"/v1/bank-files/{first['id']}"
    assert len(served.client.get("/v1/bank-files").json()["data"]) == 1


def test_a_repeated_upload_under_one_key_gets_the_first_answer(served: Served) -> None:
    key = {"Idempotency-Key": '"upload-1"'}
    first = served.take("morning.bai", morning.BAI2, **key)
    again = served.take("morning.bai", morning.BAI2, **key)
    assert (again.status_code, again.json()) == (202, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    other = served.take("morning.bai", morning.bai2(number=2), **key)
    assert (other.status_code, other.json()["type"]) == (422, "idempotency_key_reused")


def test_of_several_files_each_answers_for_itself(served: Served) -> None:
    files = [("file", ("a.bai", morning.BAI2)), ("file", ("b.txt", b"nothing"))]
    answer = served.client.post("/v1/bank-files", files=files)
    assert answer.status_code == 202
    assert [file["name"] for file in answer.json()["data"]] == ["a.bai"]
    assert [file["type"] for file in answer.json()["refused"]] == ["unreadable_file"]
    (told,) = served.client.get("/v1/bank-files/refused").json()["data"]
    assert (told["type"], told["since_taken"]) == ("unreadable_file", False)
    page = served.client.get("/files").text
    assert '<a class="dim" href="#refused">1 refused</a>' in page
    assert told["name"] in page.partition("1 refused in the last 90 days")[2]


def test_a_file_beyond_the_limit_is_refused_by_itself_and_told(served: Served) -> None:
    """It is not read, so that the files beside it are taken; who brought it when stands among the refused ones."""
    files = [("file", ("a.bai", morning.BAI2)), ("file", ("year.bai", b"," * (BYTES_MAX + 1)))]
    answer = served.client.post("/v1/bank-files", files=files)
    assert [file["name"] for file in answer.json()["data"]] == ["a.bai"]
    assert [file["type"] for file in answer.json()["refused"]] == ["file_too_large"]
    (told,) = served.client.get("/v1/bank-files/refused").json()["data"]
    assert (told["name"], told["size"], told["actor"]) == ("year.bai", BYTES_MAX + 1, "api")
    assert told["reason"].startswith("200,001 bytes are more than the limit of 200,000")
    token = served.client.get("/files").text.split('"X-CSRF-Token": "')[1].split('"')[0]
    page = served.client.post("/files", files=files[1:], headers={"X-CSRF-Token": token, "HX-Request": "true"}).text
    assert "are more than the limit" in page
    assert served.client.get("/v1/bank-files/refused").json()["data"][0]["actor"] == "reviewer"


def test_a_name_is_shown_but_never_a_path(served: Served) -> None:
    answer = served.take("../../etc/passwd.bai", morning.BAI2)
    assert answer.json()["name"] == "passwd.bai"


def test_matching_is_followed_as_events_until_it_settled(served: Served) -> None:
    file = served.take("morning.bai", morning.BAI2).json()
    with served.client.stream("GET", f"/v1/bank-files/{file['id']}/events") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        text = "".join(answer.iter_text())
    last = text.strip().split("\n\n")[-1]
    assert "event: settled" in last
    told = json.loads(last.partition("data: ")[2])
    assert told["state"] == "done"
    assert sum(told["by_status"].values()) == len(morning.WIRES)


def test_files_are_listed_newest_first_page_by_page(served: Served) -> None:
    for number in range(1, 4):
        served.take(f"{number}.bai", morning.bai2(number=number))
    first = served.client.get("/v1/bank-files", params={"limit": 2}).json()
    second = served.client.get("/v1/bank-files", params={"limit": 2, "after": first["next_cursor"]}).json()
    assert [file["name"] for file in (*first["data"], *second["data"])] == ["3.bai", "2.bai", "1.bai"]
    assert second["next_cursor"] is None


@pytest.mark.parametrize("path", ["/v1/bank-files/nothing", "/v1/bank-files/nothing/events"])
def test_a_file_that_was_not_taken_is_not_found(served: Served, path: str) -> None:
    answer = served.client.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "not_found")


def test_no_file_at_all_is_refused_with_its_place(served: Served) -> None:
    answer = served.client.post("/v1/bank-files", files={"other": ("a", b"b")})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/file"
