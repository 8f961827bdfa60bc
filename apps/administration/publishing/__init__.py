"""Screens on which plans are published, withdrawn, retracted and shown as drafts."""
