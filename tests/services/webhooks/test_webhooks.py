"""Webhooks: signed, told once and without a gap, tried again on the schedule, and never sent where they may not go."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select, update

from kit.db import Database
from kit.refusals import AddressNotAllowed, Conflict, Invalid, NotFound
from ledger.tables import webhook_endpoint, work
from services.jobs.worker import Worker
from services.webhooks import delivering, endpoints, events, log, signing
from services.workspace import Workspace
from tests.services.conftest import workspace_over
from tests.services.receiver import Receiver, receiving

#: The scheme's own example: secret, id, instant, body, signature.
EXAMPLE = (
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    1614265330,
    b'{"test": 2432232314}',
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as given:
        yield given


@pytest.fixture
def here(database: Database) -> Workspace:
    """Give books that may call this machine."""
    return workspace_over(database, outside_allowed="127.0.0.1")


def works(workspace: Workspace) -> None:
    worker = Worker(workspace, threads=2)
    worker.drain()
    worker.stop(5)


def due_now(workspace: Workspace) -> None:
    """Let the time of the next attempt come."""
    with workspace.database.beside() as connection:
        connection.execute(update(work).values(due_at=0))


def test_a_signature_is_the_schemes_own() -> None:
    *given, expected = EXAMPLE
    assert signing.signed(*given) == expected  # type: ignore[arg-type]


def test_what_is_new_is_told_once_signed_and_without_a_gap(matched: Workspace, receiver: Receiver) -> None:
    settings = matched.settings.model_copy(update={"outside_allowed": "127.0.0.1"})
    here = Workspace(matched.database, settings, matched.clock)
    endpoint, secret = endpoints.add(here, receiver.url, ["postings.created"], from_start=True, actor="anna")
    works(here)
    works(here)

    with here.database.reading() as connection:
        newest = events.newest(connection, "postings.created")
    assert receiver.ranges("postings.created") == [(1, newest)]
    assert len(receiver.requests) == 1
    headers, body = receiver.requests[0]
    at = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signing.signed(secret, headers["webhook-id"], at, body)
    assert json.loads(body)["data"] == {"first": 1, "last": newest, "read": "/v1/postings?after=0"}
    assert endpoints.one(here, endpoint.endpoint_id).events == {"postings.created": newest}


def test_an_endpoint_hears_of_nothing_that_was_before_it(here: Workspace, receiver: Receiver) -> None:
    endpoints.add(here, receiver.url, actor="anna")
    works(here)
    assert receiver.requests == []


@pytest.mark.parametrize("answers", [[500, 204], [0, 204], [302, 204], [429, 204]])
def test_a_bad_answer_is_tried_again_under_the_same_id(here: Workspace, answers: list[int]) -> None:
    with receiving(answers) as receiver:
        endpoint, _ = endpoints.add(here, receiver.url, actor="anna")
        message_id = log.test(here, endpoint.endpoint_id, actor="anna")
        works(here)
        (told,) = log.deliveries(here, endpoint.endpoint_id)
        assert (told.state, len(told.attempts)) == ("ready", 1)
        due_now(here)
        works(here)

    (told,) = log.deliveries(here, endpoint.endpoint_id)
    assert (told.state, [one.status for one in told.attempts]) == ("done", answers)
    assert list(receiver.took()) == [message_id]
    assert len(receiver.requests) == 2


def test_attempts_follow_the_schedule_and_end_among_the_dead(sqlite_database: Database) -> None:
    here = workspace_over(sqlite_database, outside_allowed="127.0.0.1")
    waits = []
    with receiving([500]) as receiver:
        endpoint, _ = endpoints.add(here, receiver.url, actor="anna")
        log.test(here, endpoint.endpoint_id, actor="anna")
        for _ in range(20):
            works(here)
            (told,) = log.deliveries(here, endpoint.endpoint_id)
            if told.state == "dead":
                break
            waits.append(told.due_at - told.attempts[-1].at)
            due_now(here)

    assert [round(wait, -1) if wait > 10 else wait for wait in waits] == list(delivering.DELAYS)
    assert (told.state, told.reason) == ("dead", "webhook_undelivered: the receiver answered 500")
    assert len(receiver.requests) == 10


def test_who_answers_gone_hears_nothing_more_until_enabled(here: Workspace) -> None:
    with receiving([410, 204]) as receiver:
        endpoint, _ = endpoints.add(here, receiver.url, actor="anna")
        log.test(here, endpoint.endpoint_id, actor="anna")
        works(here)
        known = endpoints.one(here, endpoint.endpoint_id)
        assert (known.active, known.reason) == (False, "the receiver answered 410")
        log.test(here, endpoint.endpoint_id, actor="anna")
        works(here)
        assert len(receiver.requests) == 1

        endpoints.switch(here, endpoint.endpoint_id, active=True)
        assert log.replay_dead(here, endpoint.endpoint_id, actor="anna") == 2
        works(here)
        assert len(receiver.took()) == 2


def test_while_secrets_change_each_signs(here: Workspace, receiver: Receiver) -> None:
    endpoint, old = endpoints.add(here, receiver.url, actor="anna")
    _, new = endpoints.rotate(here, endpoint.endpoint_id)
    with pytest.raises(Conflict):
        endpoints.rotate(here, endpoint.endpoint_id)
    with here.database.reading() as connection:
        kept = connection.execute(select(webhook_endpoint.c.secret, webhook_endpoint.c.before)).one()
    assert all(word.startswith("sealed:") and not {old, new} & {word} for word in kept)
    message_id = log.test(here, endpoint.endpoint_id, actor="anna")
    works(here)
    with here.database.beside() as connection:
        connection.execute(update(webhook_endpoint).values(before_until=0))
    log.replay(here, endpoint.endpoint_id, message_id, actor="anna")
    works(here)

    seen = []
    for headers, body in receiver.requests:
        at = int(headers["webhook-timestamp"])
        signed = {signing.signed(key, message_id, at, body): key for key in (old, new)}
        seen.append([signed[one] for one in headers["webhook-signature"].split()])
    assert seen == [[new, old], [new]]


@pytest.mark.parametrize(
    "url",
    ["http://8.8.8.8/", "https://127.0.0.1/", "https://169.254.169.254/x", "https://10.0.0.1:443/", "ftp://x/"],
)
def test_no_address_of_ours_is_called(empty: Workspace, url: str) -> None:
    with pytest.raises(AddressNotAllowed):
        endpoints.add(empty, url, actor="anna")


def test_an_address_that_is_closed_later_is_not_called(here: Workspace, receiver: Receiver) -> None:
    endpoint, _ = endpoints.add(here, receiver.url, actor="anna")
    log.test(here, endpoint.endpoint_id, actor="anna")
    works(workspace_over(here.database))

    (told,) = log.deliveries(here, endpoint.endpoint_id)
    assert told.state == "dead"
    assert told.reason.startswith("address_not_allowed: ")
    assert receiver.requests == []


def test_what_is_not_there_is_refused(empty: Workspace) -> None:
    with pytest.raises(Invalid):
        endpoints.add(empty, "https://example.com/", ["no.event"], actor="anna")
    asked: list[Any] = [endpoints.one, endpoints.rotate, log.deliveries]
    for ask in asked:
        with pytest.raises(NotFound):
            ask(empty, "whe_none")
