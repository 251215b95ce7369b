"""Every colour of text stands out from what it stands on: WCAG 2.2 AA, 4.5 to 1, by light and by dark."""

import re
from pathlib import Path

import pytest

import api

CSS = (Path(api.__file__).parent / "static" / "app.css").read_text(encoding="utf-8")
RATIO_MIN = 4.5
STATUSES = ("applied", "partial", "review", "account", "unknown", "reversed")
#: What is written -> on what.
PAIRS = (
    *((ink, ground) for ink in ("ink", "dim", "accent") for ground in ("paper", "sheet", "raised")),
    *((status, f"{status}-weak") for status in STATUSES),
    *((status, "sheet") for status in ("applied", "review", "unknown")),
    *(("mark-ink", mark) for mark in ("mark", "mark-name", "mark-amount")),
    ("ink", "accent-weak"),
    ("dim", "accent-weak"),
    ("dim", "away-weak"),
    ("accent-ink", "accent"),
    ("ink", "review-weak"),
    ("paper", "ink"),
)


def colours(scheme: str) -> dict[str, str]:
    """Return the named colours of a scheme; the dark one says only what differs."""
    light, _, dark = CSS.partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", light))
    return found | (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, definitions)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(ink: str, ground: str) -> float:
    """Return how far two colours stand apart, 1 to 21."""
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_largest_ratio() -> None:
    assert round(ratio("#000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out(scheme: str, ink: str, ground: str) -> None:
    known = colours(scheme)
    assert ratio(known[ink], known[ground]) >= RATIO_MIN
