"""A plate from its photograph: found, rectified, read slot by slot."""
