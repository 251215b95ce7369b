"""What every package may use: money, days, ids, findings, refusals and the plumbing to the database."""
