"""What happens to a request before Django reads it."""
