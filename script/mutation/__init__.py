"""Mutation testing: whether the tests notice when the code is wrong. See docs/adr on why it is our own."""
