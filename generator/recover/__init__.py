"""Words that come back from a damaged plate."""
