"""Sealing: what is sealed comes back, for its own record alone, and only as it was kept."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from kit import key_files, sealing
from kit.refusals import Conflict, Invalid
from kit.sealing import KeyRing, NoKey, Tampered
from kit.settings import Settings

RING_TEXT = sealing.fresh()
IBAN = "DE89370400440532013000"
RING = KeyRing(lambda: RING_TEXT)


@given(st.text(), st.text())
def test_what_is_sealed_comes_back_for_its_own_record_alone(text: str, about: str) -> None:
    for sealed in (RING.seal(text, about), RING.seal_number(text, about)):
        assert RING.unseal(sealed, about) == text
        with pytest.raises(Tampered):
            RING.unseal(sealed, f"{about}x")
    assert RING.unseal_bytes(RING.seal_bytes(text.encode(), about), about) == text.encode()


@given(st.data())
def test_a_changed_letter_is_found(data: st.DataObject) -> None:
    sealed = RING.seal("DE89 3704 0044 0532 0130 00", "a")
    content = bytearray(base64.urlsafe_b64decode(sealed.rsplit(":", 1)[1]))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    changed = f"sealed:{RING.current}:{base64.urlsafe_b64encode(content).decode()}"
    with pytest.raises(Tampered):
        RING.unseal(changed, "a")


def test_the_same_text_is_sealed_anew_each_time_and_nothing_of_it_shows() -> None:
    number = "DE89370400440532013000"
    first, second = (RING.seal_number(number, "a") for _ in range(2))
    assert first != second
    assert number[:-4] not in first
    assert first.endswith(":3000")


@pytest.mark.parametrize(
    "written", ["DE89370400440532013000", "de89 3704 0044 0532 0130 00", "DE89-3704.0044 0532013000"]
)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    known = RING.blind(IBAN)
    assert RING.blind(written) == known
    assert RING.seal_number(written, "b").startswith(sealing.NUMBER + known)
    assert RING.blind(f"{written}1") != known


@pytest.mark.parametrize(
    ("number", "shown"), [("", ""), ("7", ""), ("12", "2"), ("12345", "45"), ("12-345678", "5678")]
)
def test_of_a_short_number_less_is_shown(number: str, shown: str) -> None:
    assert sealing.last(number) == shown


def test_a_new_key_seals_and_the_old_one_opens() -> None:
    held = [RING_TEXT]
    ring = KeyRing(lambda: held[0])
    before = ring.seal("x", "a")
    index = ring.blind("12345678")
    held[0] = sealing.fresh(held[0])
    ring.reload()
    after = ring.seal("x", "a")
    assert sealing.key_of(before) != sealing.key_of(after)
    assert (ring.unseal(before, "a"), ring.unseal(after, "a")) == ("x", "x")
    assert ring.blind("12345678") == index
    held[0] = sealing.kept([ring.current], held[0])
    ring.reload()
    assert ring.unseal(after, "a") == "x"
    with pytest.raises(NoKey, match=sealing.key_of(before)):
        ring.unseal(before, "a")


def test_a_process_that_runs_learns_the_new_key() -> None:
    held = [RING_TEXT]
    old, new = KeyRing(lambda: held[0]), KeyRing(lambda: held[0])
    old.seal("x", "a")
    held[0] = sealing.fresh(held[0])
    assert old.unseal(new.seal("x", "a"), "a") == "x"


@pytest.mark.parametrize(
    "text", ["", "abcdefgh:AAAA", f"index:{'A' * 43}=", f"long name:{'A' * 43}=\nindex:{'A' * 43}="]
)
def test_a_ring_that_is_none_is_refused_without_telling_it(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        sealing.read(text)
    assert "AAAA" not in refused.value.detail


def test_a_key_file_is_made_once_and_its_owners_alone(tmp_path: Path) -> None:
    url = make_url(f"sqlite:///{tmp_path}/books.db")
    settings = Settings(key_ring=None)
    key_files.make_sure(settings, url)
    path = tmp_path / "books.db.key"
    first = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    key_files.make_sure(settings, url)
    assert path.read_text() == first
    with pytest.raises(Conflict):
        key_files.make(path)
    assert list(tmp_path.iterdir()) == [path]
    before, after = key_files.ring(settings, url), key_files.ring(settings, url)
    assert before
    assert after
    assert after.unseal(before.seal("x", "a"), "a") == "x"


def test_a_lost_key_file_is_told_and_not_made_anew(tmp_path: Path) -> None:
    ring = key_files.ring(Settings(key_ring=None), make_url(f"sqlite:///{tmp_path}/books.db"))
    assert ring
    with pytest.raises(NoKey, match=r"books\.db\.key"):
        ring.seal("x", "a")
    assert not list(tmp_path.iterdir())


def test_a_key_file_everybody_reads_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ring"
    key_files.make(path)
    path.chmod(0o644)
    with pytest.raises(Invalid, match="chmod 600"):
        key_files.text(path)


def test_a_server_has_the_ring_that_somebody_made(tmp_path: Path) -> None:
    url = make_url("postgresql+psycopg://host/books")
    assert key_files.ring(Settings(key_ring=None), url) is None
    path = tmp_path / "ring"
    key_files.make(path)
    ring = key_files.ring(Settings(key_ring=None, key_ring_file=path), url)
    assert ring
    assert ring.unseal(ring.seal("x", "a"), "a") == "x"


def test_a_ring_is_never_put_over_another(tmp_path: Path) -> None:
    first, second, copy = (tmp_path / name for name in ("first", "second", "copy"))
    key_files.make(first)
    key_files.make(second)
    key_files.bring(first, copy)
    key_files.bring(first, copy)
    assert (copy.read_text(), copy.stat().st_mode & 0o777) == (first.read_text(), 0o600)
    with pytest.raises(Conflict, match="another key ring"):
        key_files.bring(second, copy)
