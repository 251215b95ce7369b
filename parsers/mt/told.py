"""What a field of details says: who paid, from which account, under which references, and in which words."""

from typing import NamedTuple

from parsers.payment_references import canonical, stated, within
from parsers.records import Ref, Reference, Remittance

#: Words that stand where a reference would and say that there is none.
ABSENT = frozenset({"", "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "NONE", "EREF", "PREF", "MARF", "KREF", "-"})


class Told(NamedTuple):
    """What the details of one entry say. `gvc` is the German business code, `reason` why a payment came back."""

    name: str = ""
    account: str = ""
    bank: str = ""
    company_id: str = ""
    ultimate: str = ""
    references: tuple[Reference, ...] = ()
    text: tuple[str, ...] = ()
    lines: tuple[Remittance, ...] = ()
    gvc: str = ""
    kind: str = ""  # the bank's word for the way of paying: `SEPA OVERBOEKING`, `GUTSCHRIFT`
    reason: str = ""


_ABSENT_LENGTH = 16  # no word for an absent reference, and no reference of zeros, is longer
_TELLING = frozenset("123456789")  # no word for an absent reference, and none of zeros, ends so
NOTHING = Told()
_OPENS_CREDITOR = frozenset("0123456789+*R")


def reference(kind: Ref, value: str) -> tuple[Reference, ...]:
    """Return one reference, none where the sender wrote that there is none."""
    plain = value.strip()
    if (
        plain[-1:] not in _TELLING
        and len(plain) <= _ABSENT_LENGTH
        and (plain.upper() in ABSENT or not plain.strip("0"))
    ):
        return ()
    return (Reference(kind, plain),)


def creditor(text: str, scheme: str = "") -> tuple[Reference, ...]:
    """Return the creditor reference a text is, if its check digits hold; a scheme is what the bank calls it."""
    plain = stated(text, scheme) if scheme else canonical(text)
    return (Reference(Ref.CREDITOR, plain),) if plain else ()


def creditors(lines: tuple[str, ...]) -> tuple[Reference, ...]:
    """Return the creditor references that stand alone on a line of text, or tell themselves apart among its words."""
    found: tuple[Reference, ...] = ()
    for line in lines:
        opens = line[0] in _OPENS_CREDITOR and (line[0] != "R" or line[1:2] == "F")
        alone = creditor(line) if opens else ()
        found += alone or tuple(Reference(Ref.CREDITOR, each) for each in within(line))
    return tuple(dict.fromkeys(found)) if len(found) > 1 else found


def unwrapped(content: str, width: int) -> str:
    """Return lines with the ends of full ones removed, for a word was cut there; a shorter line ends where it ends."""
    if "\n" not in content:
        return content
    lines = content.split("\n")
    return "".join([line if len(line) >= width else line.rstrip() + "\n" for line in lines]).rstrip("\n")


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, without blanks around them."""
    if "\n" not in text:
        plain = text.strip()
        return (plain,) if plain else ()
    return tuple([plain for line in text.split("\n") if (plain := line.strip())])
