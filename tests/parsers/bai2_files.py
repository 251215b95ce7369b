"""Small BAI2 files for tests, with trailers that agree."""

HEADER = "01,071000013,CALDERRIDGE,261120,0630,1,,,2/"
GROUP = "02,CALDERRIDGE,071000013,1,261119,,USD,2/"


def bai2(lines: list[str], total: int, *, group: str = GROUP, account: str = "03,4400123,,,,,/") -> bytes:
    """Return a file of one account that holds the lines; `total` is what its 16s and 88s add up to."""
    count = len(lines) + 2
    tail = [f"49,{total},{count}/", f"98,{total},1,{count + 2}/", f"99,{total},1,{count + 4}/"]
    return "\n".join([HEADER, group, account, *lines, *tail, ""]).encode()
