"""What people are shown: a decision in words, and what a reviewer is offered."""
