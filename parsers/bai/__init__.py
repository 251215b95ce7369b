"""BAI2, BTR3 and NAI: reports of balances and transactions."""
