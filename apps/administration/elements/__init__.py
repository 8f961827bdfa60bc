"""Screens about the elements of a plan: the tree, and the pages of one or several of them."""
