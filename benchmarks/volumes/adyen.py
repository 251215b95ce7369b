"""An Adyen settlement detail report of many payments and refunds, in batches that each pay out what they hold."""

import random

from benchmarks.volumes.sums import written

_HEAD = (
    "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,"
    "Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,"
    "Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),"
    "Payment Method Variant,Modification Merchant Reference,Batch Number,Reserved4\n"
)
_OURS = "CalderridgeNL,CALDERRIDGE_WEB"
_BATCH = 1000


def content(transactions: int) -> bytes:
    """Return a report of so many payments and refunds, with a payout behind each thousand."""
    dice = random.Random(11)
    rows = [_HEAD]
    for batch, first in enumerate(range(0, transactions, _BATCH), start=1):
        net = 0
        when = f"2026-{1 + batch % 12:02d}-{1 + batch % 28:02d} 09:12:44,CET"
        for number in range(first, min(first + _BATCH, transactions)):
            gross, back = dice.randrange(10_00, 5_000_00), number % 25 == 24
            fee = 0 if back else 12 + gross // 100
            net += -gross if back else gross - fee
            what = "Refunded" if back else "Settled"
            whole = f"{written(gross)}," if back else f",{written(gross)}"
            rest = f"{written(gross)}," if back else f",{written(gross - fee)}"
            rows.append(
                f"{_OURS},88{number:014d},WEB-{number},visa,{when},{what},89{number:014d},EUR,{whole},1,EUR,{rest},"
                f"{'' if back else written(fee)},,,,visa,,{batch},\n"
            )
        out = f"TX{batch}XT batch {batch}"
        rows.append(f"{_OURS},,,,{when},MerchantPayout,{out},,,,,EUR,{written(net)},,,,,,,,{batch},\n")
    return "".join(rows).encode()
