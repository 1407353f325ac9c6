"""Many blank plates on sheets of metal: where they lie, what is cut, how they are numbered."""
