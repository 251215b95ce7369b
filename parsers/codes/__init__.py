"""Code tables, each citing its source."""
