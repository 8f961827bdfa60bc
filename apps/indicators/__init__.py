"""Measured quantities with targets over time, tied to the elements whose success they show."""
