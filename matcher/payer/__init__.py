"""Who may have paid: step 4 of MATCHING."""
