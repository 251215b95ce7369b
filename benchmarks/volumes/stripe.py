"""Stripe payouts of many charges: each payout of up to 500 lines sums up to its own row."""

import random

from benchmarks.world.payments import money

_HEAD = (
    "automatic_payout_id,automatic_payout_effective_at_utc,balance_transaction_id,created_utc,available_on_utc,currency,"
    "gross,fee,net,reporting_category,source_id,description,charge_id,payment_intent_id,payment_metadata[invoice_number]\n"
)
_PAYERS = ("Bracken Mills", "Quarry Foods", "Larch Paper", "Harbor Tool & Die", "Osprey Marine")
_PAYOUT = 500


def content(transactions: int) -> bytes:
    """Return a report of so many charges and refunds, with the payouts that carry them."""
    dice = random.Random(5)
    rows = [_HEAD]
    for payout, first in enumerate(range(0, transactions, _PAYOUT)):
        on, total = f"2026-{1 + payout % 12:02d}-{1 + payout % 28:02d} 00:00:00", 0
        for number in range(first, min(first + _PAYOUT, transactions)):
            gross = dice.randrange(500, 500_000) * (-1 if number % 25 == 24 else 1)
            fee = gross * 29 // 1000 + 30 if gross > 0 else 0
            total += gross - fee
            amounts = f"usd,{money(gross)},{money(fee)},{money(gross - fee)}"
            what = "charge" if gross > 0 else "refund"
            rows.append(
                f"po_{payout:06d},{on},txn_{number:08d},2026-01-02 10:00:00,{on},{amounts},{what},src_{number:08d},"
                f'"{dice.choice(_PAYERS)}, web order",ch_{number:08d},pi_{number:08d},INV-{number}\n'
            )
        out = f"{money(-total)},0.00,{money(-total)}"
        rows.append(f"po_{payout:06d},{on},txn_p{payout:06d},{on},{on},usd,{out},payout,po_{payout:06d},PAYOUT,,,\n")
    return "".join(rows).encode()
