"""What would explain the amount: hypotheses, named differences and sums of items."""
