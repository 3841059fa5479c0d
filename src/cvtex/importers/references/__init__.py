"""References typed by hand -> works, where authors, year and title can be told."""
