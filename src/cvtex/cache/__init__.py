"""Results that later runs reuse, in one folder of the user's."""
