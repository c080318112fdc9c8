"""Whole answers kept by content version, and what keeps them right: see docs/caching.md."""
