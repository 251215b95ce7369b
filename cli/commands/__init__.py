"""What can be typed: a file a noun, with options and help; `cli/acts` does it, loaded when it runs."""
