"""Bytes become numbered lines whatever wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.lines import decoded, lines


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\nb", [(1, "a"), (2, "b")]),
        (b"a\r\nb\r\n", [(1, "a"), (2, "b")]),
        (b"a\rb\r", [(1, "a"), (2, "b")]),
        (b"a\n\n  \nb", [(1, "a"), (4, "b")]),
        (b"a \n b\x1a", [(1, "a "), (2, " b")]),
        (b"\x00a\x00\n\x0cb\x0c\n\x1a", [(1, "a"), (2, "b")]),
        (b"\xef\xbb\xbfa", [(1, "a")]),
        ("é".encode("utf-16"), [(1, "é")]),
        ("é".encode(), [(1, "é")]),
        ("é".encode("cp1252"), [(1, "é")]),
        (b"a\x8db", [(1, "a�b")]),
    ],
)
def test_line_ends_marks_and_debris(data: bytes, expected: list[tuple[int, str]]) -> None:
    assert list(lines(data)) == expected


def test_the_encoding_is_said() -> None:
    assert decoded("Müller".encode("cp1252")) == ("Müller", "cp1252")
    assert decoded("Müller".encode()) == ("Müller", "utf-8")


@pytest.mark.parametrize(
    ("words", "codec"),
    [
        ("MÜLLER & SÖHNE", "cp850"),
        ("Möbel Müller", "cp850"),
        ("MÜLLER", "cp850"),
        ("Müller", "cp1252"),
        ("MÜLLER", "cp1252"),
        ("„Wort” und ”Wort„", "cp1252"),
        ("Mašera ŽITO", "cp1252"),
        ("CAFÉ MÜLLER & SØN", "cp1252"),
        ("5 ™ ÅSE", "cp1252"),
    ],
)
def test_umlauts_of_dos_are_told_from_those_of_windows(words: str, codec: str) -> None:
    assert decoded(f":86:{words}\n".encode(codec)) == (f":86:{words}\n", codec)


@given(data=st.binary(max_size=300))
def test_any_bytes_decode_and_numbers_rise(data: bytes) -> None:
    numbers = [number for number, text in lines(data) if text]

    assert numbers == sorted(set(numbers))
    assert isinstance(decoded(data)[0], str)
