"""Collections at the desk: who is called, promises, plans, letters, disputes, agencies, and the shared inbox."""
