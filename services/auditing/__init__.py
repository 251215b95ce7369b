"""Controls as code: what each must hold, all it looked at, what broke it, and the evidence an auditor is handed."""
