"""Text to checked secrets and back, one file per kind of secret."""
