"""What takes too much memory or time, or ends the process that reads, is refused in words; the next file is read."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kit import parcels
from kit.readers import Readers, ReadingStopped
from kit.refusals import TooLarge
from tests.kit import bombs

MEMORY, SECONDS, FEW_SECONDS = 64 << 20, 60, 2


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """Give processes that read, and end them."""
    found = Readers(MEMORY, SECONDS, ("tests.kit.bombs",))
    yield found
    found.stop()


@pytest.fixture(scope="module")
def hasty() -> Iterator[Readers]:
    """Give processes that read for a moment only."""
    found = Readers(MEMORY, FEW_SECONDS, ("tests.kit.bombs",))
    yield found
    found.stop()


def _reads(readers: Readers) -> bool:
    """Say whether a file is read."""
    return readers.each(bombs.counts, b"1201") == list(range(1201))


@pytest.mark.parametrize(
    ("bomb", "says"),
    [
        (bombs.fills, "more than 64 MiB of memory"),
        (bombs.tells, "more than 64 MiB of memory"),
        (bombs.dies, "SIGKILL"),
        (bombs.breaks, "SIGSEGV"),
        (bombs.evil, "SIGKILL"),
    ],
)
def test_a_bomb_is_refused_in_words_and_the_next_file_is_read(
    readers: Readers, bomb: Callable[[bytes], Any], says: str
) -> None:
    _stopped(readers, bomb, says)


@pytest.mark.parametrize("bomb", [bombs.hangs, bombs.waits])
def test_what_never_ends_is_ended(hasty: Readers, bomb: Callable[[bytes], Any]) -> None:
    _stopped(hasty, bomb, "longer than 2 s")


def _stopped(readers: Readers, bomb: Callable[[bytes], Any], says: str) -> None:
    """See a bomb refused, and the next file read."""
    with pytest.raises(ReadingStopped, match=f"{says}.*(split it|another form)"):
        readers.ask(bomb, b"")
    assert _reads(readers)


def test_what_reading_refuses_comes_back_as_it_is_and_the_process_is_used_again(readers: Readers) -> None:
    assert _reads(readers)
    first = readers._idle[0]._process.pid
    with pytest.raises(TooLarge, match="3 bytes"):
        readers.ask(bombs.refuses, b"abc")
    with pytest.raises(TooLarge, match="too many"):
        readers.each(bombs.counts, b"700 ")
    with pytest.raises(RuntimeError, match=r"LookupError at bombs\.py:\d+$"):
        readers.ask(bombs.faults, b"secret")
    assert _reads(readers)
    assert readers._idle[0]._process.pid == first


def test_a_process_that_was_ended_while_it_was_idle_is_replaced(readers: Readers) -> None:
    assert _reads(readers)
    readers._idle[0]._process.kill()
    readers._idle[0]._process.wait()
    assert _reads(readers)


def test_no_setting_of_ours_is_seen_by_who_reads(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_TOKEN", "secret")
    monkeypatch.setenv("PGPASSWORD", "secret")
    readers.stop()
    assert "secret" not in readers.ask(bombs.shows, b"").values()


def test_an_answer_is_data_and_nothing_else() -> None:
    with pytest.raises(parcels.BrokenError, match="system"):
        parcels.opened(parcels.packed(bombs.Evil()))
    with pytest.raises(parcels.BrokenError, match="receive"):
        parcels.opened(b"ckit.parcels\nreceive\n.")  # ours, and no data
