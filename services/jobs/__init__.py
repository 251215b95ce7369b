"""Work beside requests: queued in the transaction that asks for it, done once in effect, however often it is begun."""
