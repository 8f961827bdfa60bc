"""What plans and elements were before, and what happened to them."""
