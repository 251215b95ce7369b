"""Answers to letters: which letter an e-mail answers, and what it seems to say; a person decides what it is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses

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
class Answer:
    """An e-mail that answers a letter: how it is known, who wrote, what they wrote, and what it seems to say."""

    notice_id: str
    known_by: str
    sender: str
    subject: str
    text: str
    seems: str


def answered(mail: EmailMessage, letters: Mapping[str, str]) -> Answer | None:
    """Return what an e-mail answers: by the message it replies to, the address it came to, or its subject.

    `letters` are our letters by Message-ID and by their own id. None where it answers none of them, or several.
    """
    for known_by, found in _ways(mail):
        named = {letters[one] for one in found if one in letters}
        if len(named) == 1:
            text = text_of(mail)
            sender = next((address for _, address in getaddresses(mail.get_all("From", []))), "")
            return Answer(named.pop(), known_by, sender, str(mail.get("Subject", "")), text, seems(text))
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


def answers(mail: EmailMessage) -> list[str]:
    """Return the Message-IDs of the e-mails that one answers."""
    headers = " ".join(str(one) for name in ("In-Reply-To", "References") for one in mail.get_all(name, []))
    return _MESSAGE_ID.findall(headers)


def _ways(mail: EmailMessage) -> Iterable[tuple[str, list[str]]]:
    """Yield the ways to know a letter, the surest first, with what each names."""
    yield "message", answers(mail)
    to = " ".join(address for _, address in getaddresses([str(one) for one in mail.get_all("To", [])]))
    yield "address", [one.partition("@")[0] for one in re.findall(r"\+(\S+@)", to)]
    yield "subject", _REFERENCE.findall(str(mail.get("Subject", "")))


def text_of(mail: EmailMessage) -> str:
    """Return what somebody wrote, as plain text."""
    body = mail.get_body(preferencelist=("plain",))
    try:
        said = str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError):
        said = ""
    return said.strip()[:TEXT_LENGTH_MAX]
