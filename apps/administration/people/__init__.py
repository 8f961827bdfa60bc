"""Screens about people: users, memberships, invitations, the second factor."""
