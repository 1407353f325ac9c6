"""The two alphabets as data a person can check; `generator.glyphs` reads them."""
