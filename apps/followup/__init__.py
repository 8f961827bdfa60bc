"""What became of what was promised: rounds of follow-up, what was reported in them, and councils looking again."""
