"""What the payer wrote, and what it can mean."""
