"""One use case is one method is one transaction."""
