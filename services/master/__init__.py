"""Master data: customers and legal entities on a day, and how they are changed."""
