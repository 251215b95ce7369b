"""Frames of receipts and open items in, decisions with proof out; `propose` is the one door."""
