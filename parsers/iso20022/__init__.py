"""ISO 20022 messages: camt, pacs, remt and pain, in all versions."""
