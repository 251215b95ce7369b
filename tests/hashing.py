"""Passwords of tests cost little to hash; what they cost elsewhere is proven where a test asks for `PROPER`."""

from argon2 import PasswordHasher, Type

from services.people import passwords

PROPER, ABSENT = passwords._HASHER, passwords.NOBODY
CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1, type=Type.ID)

passwords._HASHER = CHEAP
passwords.NOBODY = CHEAP.hash("nobody has this password")
