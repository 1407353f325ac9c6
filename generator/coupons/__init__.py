"""Test plates with which a shop or machine is measured, step by step."""
