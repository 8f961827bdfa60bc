"""Finding words wherever they stand, and taking them out."""
