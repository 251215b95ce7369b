"""A remittance advice in any dress: its payments as entries of kind ADVICE, proven against their stated totals."""
