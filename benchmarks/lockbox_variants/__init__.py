"""Invented lockbox files in every layout that banks are known to write, and whether the reader recognises each."""
