"""What was read is marked in the lines as received, and whatever a payer writes is text."""

import re
from html import unescape

from tests.api.conftest import Served
from tests.parsers.bai2_files import bai2

ADVICE = b"""Payer name,Payment reference,Invoice number,Amount paid
<script>alert(1)</script> Oakmere,RA778812,INV-70012,300.00
<script>alert(1)</script> Oakmere,RA778812,INV-<b>1,950.00
"""
BANK = bai2(["16,142,125000,,BR-2,,TRN*1*RA778812*1185967292 <img src=x> OAKMERE/"], 125000)


def shown(served: Served) -> str:
    """Return the page of the one receipt."""
    served.take("bank.bai", BANK)
    served.take("advice.csv", ADVICE)
    served.settle()
    (receipt,) = served.client.get("/v1/receipts", params={"bank_reference": "BR-2"}).json()["data"]
    return str(served.client.get(f"/receipts/{receipt['receipt_id']}").text)


def test_the_raw_lines_show_what_was_read_of_them(served: Served) -> None:
    page = shown(served)
    raw = re.findall(r"<pre[^>]*data-raw>(.*?)</pre>", page, re.DOTALL)

    assert len(raw) == 2, "the bank's line, and the advice's"
    assert re.search(r"<mark[^>]*>RA778812</mark>", raw[0])
    assert re.search(r"<mark[^>]*>INV-70012</mark>", raw[1])
    assert unescape(re.sub(r"</?mark[^>]*>", "", raw[1])).splitlines() == ADVICE.decode().splitlines()[1:]


def test_what_a_payer_writes_is_never_html(served: Served) -> None:
    page = shown(served)

    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "INV-<b>" not in page


def test_the_desk_shows_them_as_well(served: Served) -> None:
    shown(served)
    answer = served.client.get("/desk")

    assert "data-raw" in answer.text
    assert "<script>alert" not in answer.text
