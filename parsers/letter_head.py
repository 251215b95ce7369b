"""Whether the first bytes of a file are the head of an e-mail (RFC 5322), whatever its body looks like."""

import re

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]")
#: The line a mailbox file puts in front of each message (RFC 4155).
_MAILBOX = re.compile(rb"From [^\r\n]{3,200}[0-9]{4}\r?\n")
_TELLING = frozenset((b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"return-path"))
_TELLING_MIN = 3  # fields of a message's head
#: Fields that nobody writes above a table of days and amounts, as `From:` and `To:` are.
_NO_TABLE_HAS = frozenset((b"subject", b"message-id", b"mime-version", b"received", b"return-path"))


def heads(head: bytes) -> bool:
    """Tell whether the first bytes are the head of a message: three of its telling fields, nothing else before them."""
    names = _names(head)
    return len(names & _TELLING) >= _TELLING_MIN and b"from" in names


def heads_no_table(head: bytes) -> bool:
    """Tell whether the head is a message's and no table's, though rows of cells may follow in its body."""
    return head[:1].isalpha() and heads(head) and not _NO_TABLE_HAS.isdisjoint(_names(head))


def _names(head: bytes) -> set[bytes]:
    """Return the names of the fields up to the first blank line, none where anything else stands there."""
    names: set[bytes] = set()
    if found := _MAILBOX.match(head):
        head = head[found.end() :]
    for line in head.splitlines():
        if not line.strip():
            break
        if line[:1] in {b" ", b"\t"} and names:
            continue
        field = _FIELD.match(line + b"\n")
        if field is None:
            return set()
        names.add(field[1].lower())
    return names
