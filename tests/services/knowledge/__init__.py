"""Knowledge of payers, tested."""
