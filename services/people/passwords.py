"""Passwords: what is accepted, and how one is kept (argon2id, OWASP ASVS 5.0 sections 6.2 and 11.4)."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from services.people.refusals import WeakPassword

LENGTH_MIN = 12
LENGTH_MAX = 128
#: Fewer letters than this, however often, are guessed at once.
DIFFERENT_MIN = 5
#: Passwords verified at once: each takes the memory below, and anybody may try.
AT_ONCE = 4
_ROOM = BoundedSemaphore(AT_ONCE)
#: RFC 9106, section 4, second choice: 64 MiB, three passes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, type=Type.ID)
#: Verified where there is no such login, so that the answer takes as long: the hash of a random text that nobody kept.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$REMy/Bl9ccjMqdkKEntbFw$M4bn7ZUHqztoeXe6I+5AeW+GXD6WAyutxI5LYw7X2SQ"


def kept(password: str, login: str) -> str:
    """Return how a password is kept. Refused: WeakPassword."""
    check(password, login)
    return _HASHER.hash(password)


def check(password: str, login: str) -> None:
    """Refuse what is too easily guessed, with the rule it breaks. Refused: WeakPassword."""
    if not LENGTH_MIN <= len(password) <= LENGTH_MAX:
        raise WeakPassword(f"a password has {LENGTH_MIN} to {LENGTH_MAX} characters, this one {len(password)}")
    if len(set(password.casefold())) < DIFFERENT_MIN:
        raise WeakPassword(f"a password has at least {DIFFERENT_MIN} different characters")
    if login.casefold() in password.casefold():
        raise WeakPassword("a password does not hold its login name")


def fits(password: str, secret: str) -> bool:
    """Tell whether a password is the kept one; whoever tries many at once waits for the memory of those before."""
    try:
        with _ROOM:
            return _HASHER.verify(secret, password)
    except (VerificationError, InvalidHashError):
        return False
