"""Sealing: account numbers and secrets lie under AES-256-GCM, each tied to its record, by keys that can be changed.

A sealed text reads `sealed:KEY:BASE64`, a sealed account number `number:BLIND:KEY:BASE64:LAST4`: equal numbers have
equal blind indexes (HMAC-SHA-256 under a key of its own), by which they are found without being opened
(OWASP ASVS 5.0, 11.3.3 and 14.2.6).
"""

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kit.refusals import Invalid, Refused

TEXT = "sealed:"
NUMBER = "number:"
BYTES = b"sealed:"
#: The name of the ring's line that blind indexes are made with: it stays when keys change.
INDEX = "index"
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
NAME_LENGTH = 8
#: Letters of a blind index: 128 bits in base64.
BLIND_LENGTH = 22
SHOWN = 4
#: How much longer sealed bytes are.
OVERHEAD = len(BYTES) + NAME_LENGTH + NONCE_BYTES + TAG_BYTES


class NoKey(Refused):
    """The key that something was sealed with is not in the key ring."""

    code = "key_missing"


class Tampered(Refused):
    """What was sealed is not what was kept, or belongs to another record."""

    code = "sealed_content"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a ring by name; the first seals, all open. `index` makes blind indexes."""

    sealing: dict[str, bytes]
    index: bytes


def read(text: str) -> Keys:
    """Return the keys of a ring's text: a line a key, NAME:BASE64 of 32 bytes. Refused: Invalid, naming no secret."""
    found: dict[str, bytes] = {}
    for number, line in enumerate(text.replace(",", "\n").splitlines(), 1):
        name, _, value = line.strip().partition(":")
        if name and not name.startswith("#"):
            found[name] = _secret(value, number)
    index = found.pop(INDEX, b"")
    if not index or not found:
        raise Invalid(f"a key ring has a line {INDEX}:… and one or more NAME:…; `tieout key-ring new` makes one")
    if wrong := next((name for name in found if len(name) != NAME_LENGTH or not name.isalnum()), ""):
        raise Invalid(f"key ring: the name {wrong!r} is not {NAME_LENGTH} letters and digits")
    return Keys(found, index)


def fresh(before: str = "") -> str:
    """Return the text of a new ring, or of the ring before with a new first key."""
    key = f"{secrets.token_hex(NAME_LENGTH // 2)}:{_encoded(secrets.token_bytes(KEY_BYTES))}\n"
    if before:
        read(before)
        return key + before
    return f"{key}{INDEX}:{_encoded(secrets.token_bytes(KEY_BYTES))}\n"


class KeyRing:
    """Seals and opens; reads its keys when first needed, and again where a key is asked for that it does not know."""

    def __init__(self, source: Callable[[], str]) -> None:
        self._source = source
        self._keys: Keys | None = None
        self._ciphers: dict[str, AESGCM] = {}

    @property
    def current(self) -> str:
        """Return the name of the key that seals."""
        return next(iter(self._read().sealing))

    def names(self) -> tuple[str, ...]:
        """Return the names of all keys, the one that seals first."""
        return tuple(self._read().sealing)

    def reload(self) -> None:
        """Forget the keys: they are read again."""
        self._keys = None
        self._ciphers.clear()

    def seal(self, text: str, about: str) -> str:
        """Return a text sealed for a record; `about` names the record and field, and opens nothing else."""
        return f"{TEXT}{self.current}:{self._closed(text.encode(), about)}"

    def seal_same(self, text: str, about: str) -> str:
        """Return a text sealed so that equal texts of one place are sealed equally: a key of look-ups and groups.

        Its nonce is the index's digest of place and text, so none serves two texts (as RFC 5297 does).
        """
        nonce = hmac.digest(self._read().index, f"{about}\x1f{text}".encode(), "sha256")[:NONCE_BYTES]
        return f"{TEXT}{self.current}:{self._closed(text.encode(), about, nonce)}"

    def seal_number(self, number: str, about: str, known_by: str = "") -> str:
        """Return a sealed account number that ends in its last four digits and is found by its blind index.

        `known_by` is what the index is made of where that is more than the number: its routing number before it.
        """
        blind = self.blind(known_by or number)
        return f"{NUMBER}{blind}:{self.current}:{self._closed(number.encode(), about)}:{last(number)}"

    def unseal(self, sealed: str, about: str) -> str:
        """Return what was sealed; what never was is given back as it is. Refused: NoKey, Tampered."""
        if not is_sealed(sealed):
            return sealed
        name, content = key_of(sealed), sealed.split(":")[3 if sealed.startswith(NUMBER) else 2]
        try:
            return self._open(name, base64.b64decode(content, b"-_", validate=True), about).decode()
        except binascii.Error as wrong:
            raise Tampered from wrong

    def seal_bytes(self, content: bytes, about: str) -> bytes:
        """Return bytes sealed for a record."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._cipher(self.current).encrypt(nonce, content, about.encode())
        return b"".join((BYTES, self.current.encode(), nonce, sealed))

    def unseal_bytes(self, sealed: bytes, about: str) -> bytes:
        """Return the bytes that were sealed; what never was is given back as it is. Refused: NoKey, Tampered."""
        if not sealed.startswith(BYTES):
            return sealed
        start = len(BYTES) + NAME_LENGTH
        return self._open(sealed[len(BYTES) : start].decode("ascii", "replace"), sealed[start:], about)

    def blind(self, number: str) -> str:
        """Return the blind index of a number: the same for every way of writing it with spaces, dashes or dots."""
        digest = hmac.digest(self._read().index, plain(number).encode(), "sha256")
        return _encoded(digest[:16]).rstrip("=")

    def _closed(self, content: bytes, about: str, nonce: bytes = b"") -> str:
        """Return content under the first key as base64 of nonce, text and tag."""
        nonce = nonce or os.urandom(NONCE_BYTES)
        return _encoded(nonce + self._cipher(self.current).encrypt(nonce, content, about.encode()))

    def _open(self, name: str, content: bytes, about: str) -> bytes:
        """Return what lies under a key. Refused: NoKey, Tampered."""
        try:
            return self._cipher(name).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], about.encode())
        except (InvalidTag, ValueError) as wrong:
            raise Tampered from wrong

    def _cipher(self, name: str) -> AESGCM:
        """Return the cipher of a key. Refused: NoKey."""
        if name not in self._ciphers:
            if name not in self._read().sealing:
                self.reload()
            if name not in self._read().sealing:
                raise NoKey(f"the key {name} is not in the key ring: give the ring that has it")
            self._ciphers[name] = AESGCM(self._read().sealing[name])
        return self._ciphers[name]

    def _read(self) -> Keys:
        """Return the keys, read once."""
        if self._keys is None:
            self._keys = read(self._source())
        return self._keys


def sealed(ring: KeyRing | None, text: str, about: str) -> str:
    """Return a text sealed for a record; as it is in books without a key ring."""
    return text if ring is None else ring.seal(text, about)


def opened(ring: KeyRing | None, text: str, about: str) -> str:
    """Return what a text says, sealed or not. Refused: NoKey, Tampered."""
    if ring is None and is_sealed(text):
        raise NoKey(f"the key {key_of(text)} is needed and these books were opened without a key ring")
    return text if ring is None else ring.unseal(text, about)


def is_sealed(text: str) -> bool:
    """Tell whether a text is sealed."""
    return text.startswith((TEXT, NUMBER))


def key_of(sealed: str) -> str:
    """Return the name of the key a text is sealed with; empty where it is not sealed."""
    return sealed.split(":", 3)[2 if sealed.startswith(NUMBER) else 1] if is_sealed(sealed) else ""


def plain(number: str) -> str:
    """Return the letters and digits of a number or a name, in capitals."""
    return "".join(filter(str.isalnum, number)).upper()


def last(number: str) -> str:
    """Return what of a number is shown: the last four letters or digits, fewer of a short one."""
    letters = plain(number)
    return letters[-min(SHOWN, len(letters) // 2) :] if len(letters) > 1 else ""


def about(*parts: object) -> str:
    """Return what names a record and its field."""
    return "\x1f".join(map(str, parts))


def kept(names: Iterable[str], before: str) -> str:
    """Return the text of a ring with only the keys of these names, and the index."""
    wanted = {*names, INDEX}
    lines = [line for line in before.splitlines() if line.partition(":")[0].strip() in wanted]
    return "".join(f"{line}\n" for line in lines)


def _secret(value: str, line: int) -> bytes:
    """Return a key's bytes. Refused: Invalid, naming the line, never what stands in it."""
    try:
        found = base64.b64decode(value.strip(), b"-_", validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if len(found) != KEY_BYTES:
        raise Invalid(f"key ring, line {line}: a key is {KEY_BYTES} bytes in base64")
    return found


def _encoded(content: bytes) -> str:
    """Return base64 that a URL and a file name may hold."""
    return base64.urlsafe_b64encode(content).decode()
