"""Card money: tokens alone, one interface to processors, what they settle, and proof that no card number is kept."""
