"""Card money: what processors are asked under our reference, how each asking ended, what they told and paid out."""
