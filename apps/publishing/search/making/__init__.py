"""Makes the vocabulary of a dictionary: needed when the word list is changed, never when the portal runs."""
