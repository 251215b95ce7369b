"""The numbers of wires seen in a file, kept small: a thousand that follow one another are one integer."""

from dataclasses import dataclass, field

_DIGITS = 3


@dataclass(slots=True)
class Numbers:
    """A set of numbers. An IMAD ends in six digits counted per sender and day, so those of a file lie close."""

    bits: dict[str, int] = field(default_factory=dict)  # all but the last digits -> a bit for each of these
    others: set[str] = field(default_factory=set)  # what does not end in digits

    def add(self, number: str) -> None:
        """Take note of a number."""
        head, tail = number[:-_DIGITS], number[-_DIGITS:]
        if _is_counted(tail):
            self.bits[head] = self.bits.get(head, 0) | 1 << int(tail)
        else:
            self.others.add(number)

    def __contains__(self, number: str) -> bool:
        """Tell whether a number was added."""
        head, tail = number[:-_DIGITS], number[-_DIGITS:]
        return bool(self.bits.get(head, 0) >> int(tail) & 1) if _is_counted(tail) else number in self.others


def _is_counted(tail: str) -> bool:
    return len(tail) == _DIGITS and tail.isascii() and tail.isdecimal()
