"""Documents that public pages lead to: their words are read in the background, and found with them."""
