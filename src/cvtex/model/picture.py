"""A picture as it is printed: what its bytes say of themselves."""

from __future__ import annotations

from typing import Literal

from cvtex.value import Value

PictureKind = Literal["png", "jpeg"]


class Picture(Value):
    """`width` and `height` in pixels; `components` is 1 for grey, 3 for red, green and blue, 4 for CMYK.

    `is_turned`: its metadata ask for it to be shown turned or mirrored. `has_other_colours`: its colour profile is not
    that of sRGB. `data` are the bytes without metadata; they are no part of the repr, since the layout of a page
    depends on the facts alone.
    """

    kind: PictureKind
    width: int
    height: int
    components: int
    has_alpha: bool = False
    is_turned: bool = False
    has_other_colours: bool = False
    data: bytes = b""

    def __repr__(self) -> str:
        facts = (f"{name}={getattr(self, name)!r}" for name in self.__struct_fields__ if name != "data")
        return f"Picture({', '.join(facts)})"

    @property
    def file(self) -> str:
        """The name under which TeX finds it: none that an author has written."""
        return "cvtex-photo.png" if self.kind == "png" else "cvtex-photo.jpg"


class UnusablePictureError(Exception):
    """The bytes are no picture that can be printed; the message says why, in a clause after the picture's name."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
