"""The receipts of a day together: cut into parts, given to hands, and what each receipt may have of the rest."""
