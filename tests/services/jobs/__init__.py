"""Tests of work done beside requests."""
