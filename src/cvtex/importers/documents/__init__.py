"""What documents without data share: blocks -> records -> sections, whose kinds are known by their titles."""
