"""What the payer wrote, and what it can mean: steps 1 to 3 of MATCHING."""
