"""A cluster of real workers answers with the bytes of one process, and where one of them is killed, too."""

import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

import matcher
from matcher import Policy
from matcher.day import parting
from services.decisions import cluster, kept
from services.decisions.cluster import NoCluster
from tests.matcher.build import TODAY
from tests.matcher.test_hands import NAMES
from tests.matcher.test_plain import morning

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as workers:
        yield workers.scheduler_address


def decided(address: str = "", seed: int = 5) -> tuple[str, str]:
    given = morning(seed)
    receipts, remittances, items, customers, links, closed = (given[name] for name in NAMES)
    more: dict[str, Any] = {"hired": cluster.hired(address)} if address else {}
    made = matcher.propose(receipts, remittances, items, customers, links, closed, Policy(), TODAY, **more)
    return made.receipts.write_json(), made.applications.write_json()


def test_a_cluster_changes_no_byte(address: str) -> None:
    assert decided(address) == decided()


@pytest.mark.parametrize("step", ["join", "settle", "frames"])
def test_where_a_worker_is_killed_another_goes_on_with_its_part(
    step: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = cluster.Hired._put
    killed: list[int] = []

    def putting(hand: cluster.Hired, name: str, given: tuple[Any, ...]) -> None:
        if name == step and not killed:
            where = min(hand.client.who_has([hand.part])[hand.part.key])  # a part may lie with several
            killed.append(hand.client.run(os.getpid, workers=[where])[where])
            os.kill(killed[0], signal.SIGKILL)
        put(hand, name, given)

    monkeypatch.setattr(cluster.Hired, "_put", putting)
    monkeypatch.setattr(cluster.Hired, "_again", lambda _hand: pytest.fail("the part was done here"))
    broken = decided(address)
    assert killed
    assert broken == decided()


def test_where_no_worker_is_left_the_part_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as workers:
        put = cluster.Hired._put

        def putting(hand: cluster.Hired, name: str, given: tuple[Any, ...]) -> None:
            if name == "options":
                workers.scale(0)
                while hand.client.nthreads():
                    time.sleep(0.05)
            put(hand, name, given)

        monkeypatch.setattr(cluster.Hired, "_put", putting)
        assert decided(workers.scheduler_address) == decided()


def test_a_part_that_a_worker_heard_of_before_is_worked_out_again() -> None:
    import pickle

    given = pickle.dumps(None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parting, "part", lambda _given: Counting())
        asked = [("more", ()), ("more", ())]
        answers = [cluster.answered(given, "key", pickle.dumps(asked[:count])) for count in (1, 2, 2, 1)]
    assert answers == [1, 2, 2, 1]


class Counting:
    """Stands for a part: what it answers tells how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def more(self) -> int:
        self.asked += 1
        return self.asked


def test_a_cluster_that_does_not_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1)
    with pytest.raises(NoCluster, match="no scheduler answers"):
        decided("tcp://127.0.0.1:1")


def test_workers_of_another_version_are_known() -> None:
    told = {"tcp://a": kept.build(), "tcp://b": "another", "tcp://c": ImportError("services")}
    assert cluster.strangers(told) == ["tcp://b", "tcp://c"]
