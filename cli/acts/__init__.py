"""What commands do: ask a use case, say what came of it. A file a noun, as in `cli/commands`."""
