"""Which names of a file may stand in it twice, told in a table of one size, however large the file is."""

from collections.abc import Iterable

_BITS = 24  # 2 MB a table; of a million names three in fifty share a place with another
_PLACES = (1 << _BITS) - 1


class Doubles:
    """A first look at all names: what it calls single stands once, for the rest an exact count has to follow."""

    def __init__(self, hashes: Iterable[int]) -> None:
        once, again = bytearray(1 << (_BITS - 3)), bytearray(1 << (_BITS - 3))
        for name in hashes:
            place = name & _PLACES
            byte, bit = place >> 3, 1 << (place & 7)
            if once[byte] & bit:
                again[byte] |= bit
            else:
                once[byte] |= bit
        self._again = again

    def __contains__(self, name: int) -> bool:
        """Tell whether a name, by its hash, may stand in the file more than once."""
        place = name & _PLACES
        return bool(self._again[place >> 3] & (1 << (place & 7)))
