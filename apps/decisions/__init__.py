"""What councils and committees decided, and how each decision pulls on the values it was weighed against."""
