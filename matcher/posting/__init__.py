"""May it be posted without a person: decisions, refusals, strata and their tracks."""
