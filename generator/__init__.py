"""Steel backups of wallet secrets, each file proved by reading it back to words."""

__version__ = "0.1.0"
