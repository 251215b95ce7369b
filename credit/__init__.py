"""Credit: how far a customer is trusted, what they owe and have ordered, and whether an order may go out."""
