"""Who may have paid."""
