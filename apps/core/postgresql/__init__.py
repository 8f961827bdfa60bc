"""Django's PostgreSQL, and what becomes of a request when the server is gone, hangs, or comes back."""
