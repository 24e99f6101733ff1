"""Releases: whole web roots beside one another, of which one is shown, and a ledger of what was shown when."""
