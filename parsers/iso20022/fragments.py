"""ISO 20022 remittance that travels inside another format: the addenda of an ACH entry or of a Fedwire message."""

from kit.refusals import Unreadable
from parsers.iso20022.elements import Part, parts
from parsers.iso20022.remittance import Told, remitted

_WANTED = frozenset({"RmtInf"})


def fragment(text: str, currency: str) -> Told | None:
    """Return what the remittance information in a text says, None where it holds none that can be read.

    The fragment may be a whole message (remt.001), an `RmtInf`, or what stands inside one. A DOCTYPE is refused.
    """
    for whole in (text, f"<RmtInf>{text}</RmtInf>"):
        try:
            nodes = [part.node for part in parts(whole.encode(), _WANTED) if isinstance(part, Part)]
        except Unreadable:
            continue
        said = [remitted(node, currency) for node in nodes]
        if any(one != Told() for one in said):
            return Told(
                tuple(line for one in said for line in one.lines),
                tuple(reference for one in said for reference in one.references),
                tuple(words for one in said for words in one.text),
            )
    return None
