"""Files of any size, one module a format: `content(transactions)` returns a valid file with its totals."""
