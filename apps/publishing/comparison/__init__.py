"""What differs between two editions, or between an edition and the working tree."""
