"""Answers to letters: which letter an e-mail answers, and what it seems to say; a person decides what it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from hashlib import sha256

from kit.refusals import Unreadable

_REFERENCE = re.compile(r"ntc_[0-9a-hjkmnp-tv-z]{16}")
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
TEXT_LENGTH_MAX = 4000
#: What words seem to say, in order of trust -> the outcome a person may take over.
SEEMS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(words, re.IGNORECASE)
    for name, words in {
        "dispute": r"\b(wrong|incorrect|dispute|damaged|short(?:ed| shipped)?|never (?:received|arrived)|not ours"
        r"|overcharged)\b",
        "paid_claims": r"\b(already paid|have paid|was paid|been paid|payment (?:was )?sent|wired|remitted)\b",
        "promise": r"\b(will pay|pay(?:ing)? (?:by|on|next|this)|payment (?:will|goes out|is scheduled)"
        r"|next (?:check|payment) run)\b",
        "needs_copy": r"\b(cop(?:y|ies) of|send (?:me |us )?the invoice|no invoice|resend)\b",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Mail:
    """What is read of an e-mail: how it is known, who wrote what, which e-mails it answers.

    `ways` are the ways to know our letter, the surest first, with what each names. `headed`: it has headers at all.
    """

    message_id: str
    sender: str
    subject: str
    text: str
    answers: tuple[str, ...]
    ways: tuple[tuple[str, tuple[str, ...]], ...]
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """An e-mail that answers a letter: how it is known, who wrote, what they wrote, and what it seems to say."""

    notice_id: str
    known_by: str
    sender: str
    subject: str
    text: str
    seems: str


def read(data: bytes) -> Mail:
    """Return what an e-mail says. Refused: Unreadable for one whose headers make no sense."""
    try:
        mail = message_from_bytes(data, policy=default)
        sender = next((address for _, address in getaddresses(mail.get_all("From", []))), "")
        known_as = str(mail.get("Message-ID", "")).strip() or _by_content(data)
        ways = tuple((way, tuple(named)) for way, named in _ways(mail))
        subject, headed = str(mail.get("Subject", "")), bool(mail.keys())
        return Mail(known_as, sender, subject, _text(mail), tuple(_answers(mail)), ways, headed)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as wrong:
        raise Unreadable("the headers of the e-mail make no sense: open it in the mailbox") from wrong


def unread(data: bytes, why: str) -> Mail:
    """Return what stands for an e-mail that cannot be read, so that a person opens it in the mailbox."""
    return Mail(_by_content(data), "", "An e-mail that cannot be read", why, (), ())


def answered(mail: Mail, letters: Mapping[str, str]) -> Answer | None:
    """Return what an e-mail answers: by the message it replies to, the address it came to, or its subject.

    `letters` are our letters by Message-ID and by their own id. None where it answers none of them, or several.
    """
    for known_by, found in mail.ways:
        named = {letters[one] for one in found if one in letters}
        if len(named) == 1:
            return Answer(named.pop(), known_by, mail.sender, mail.subject, mail.text, seems(mail.text))
        if named:
            return None
    return None


def seems(text: str) -> str:
    """Return what a text seems to say, empty where nothing is plain. What it quotes of our letter is not read."""
    own = own_words(text)
    return next((name for name, words in SEEMS.items() if words.search(own)), "")


def own_words(text: str) -> str:
    """Return a text without what it quotes."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))


def _answers(mail: EmailMessage) -> list[str]:
    """Return the Message-IDs of the e-mails that one answers."""
    headers = " ".join(str(one) for name in ("In-Reply-To", "References") for one in mail.get_all(name, []))
    return _MESSAGE_ID.findall(headers)


def _ways(mail: EmailMessage) -> Iterator[tuple[str, list[str]]]:
    """Yield the ways to know a letter, the surest first, with what each names."""
    yield "message", _answers(mail)
    to = " ".join(address for _, address in getaddresses([str(one) for one in mail.get_all("To", [])]))
    yield "address", [one.partition("@")[0] for one in re.findall(r"\+(\S+@)", to)]
    yield "subject", _REFERENCE.findall(str(mail.get("Subject", "")))


def _text(mail: EmailMessage) -> str:
    """Return what somebody wrote, as plain text."""
    body = mail.get_body(preferencelist=("plain",))
    try:
        said = str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError):
        said = ""
    return said.strip()[:TEXT_LENGTH_MAX]


def _by_content(data: bytes) -> str:
    """Return what an e-mail without a Message-ID is known by."""
    return f"<{sha256(data).hexdigest()}@content>"
