"""The catalogue of reports: what each is called and who makes it."""
