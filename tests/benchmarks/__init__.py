"""The judge is judged: its worlds, its files' arithmetic and its verdicts."""
