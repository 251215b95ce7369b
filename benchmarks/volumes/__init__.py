"""Files of any number of payments, one module a format: `content(transactions)` returns a valid file, totals and all."""
