"""Clients of the HTTP API, and what writes them."""
