"""Collections at the desk: promises written down and judged, and who is called today."""
