"""The matcher is judged by tables, laws and a slow oracle."""
