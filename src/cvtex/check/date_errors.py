"""What may be wrong with a date."""

from __future__ import annotations


class DateError(ValueError):
    """The text is not a valid date. `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class DateFormError(DateError):
    """The text does not even look like a date."""
