"""Webhooks: an ERP hears at once, signed and in few words, that there is something to fetch (Standard Webhooks)."""
