"""How often a damaged plate gives its words back, by trying very many."""
