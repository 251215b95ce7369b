"""Knowledge of payers: drawn from answers, summed from lessons, previewed, approved and taken back."""
