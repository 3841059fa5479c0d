"""Files as they are asked for, known again and replaced."""
