"""Django admin as a face: the site, what each person may reach in it, and every screen of editors."""
