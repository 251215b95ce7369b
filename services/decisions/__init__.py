"""What the engine is asked and answered: kept, replayed, backtested, shadowed, audited and decided anew."""
