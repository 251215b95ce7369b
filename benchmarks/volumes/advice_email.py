"""A letter that brings the portal's list of `advice_csv` as an attachment."""

import base64

from benchmarks.volumes import advice_csv

_MARK = "=_2026112005300001"
_HEAD = (
    "From: Payables <payables@bracken.example>\r\nTo: cash@calder.example\r\nSubject: Remittance advice 20 Nov 2026\r\n"
    "Date: Fri, 20 Nov 2026 05:30:00 -0500\r\nMessage-ID: <20261120053000.1@bracken.example>\r\nMIME-Version: 1.0\r\n"
    f'Content-Type: multipart/mixed; boundary="{_MARK}"\r\n\r\n'
)


def content(transactions: int) -> bytes:
    """Return an e-mail whose one attachment tells of so many payments."""
    packed = base64.b64encode(advice_csv.content(transactions)).decode("ascii")
    lines = "\r\n".join(packed[at : at + 76] for at in range(0, len(packed), 76))
    return (
        f"{_HEAD}--{_MARK}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlease find our payments attached.\r\n"
        f'--{_MARK}\r\nContent-Type: text/csv; name="remittance.csv"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="remittance.csv"\r\n\r\n{lines}\r\n--{_MARK}--\r\n'
    ).encode("ascii")
