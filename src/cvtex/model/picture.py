"""A picture: facts from its header, and the bytes to print."""

from __future__ import annotations

from typing import Literal

from cvtex.value import Value

PictureKind = Literal["png", "jpeg"]


class Picture(Value):
    """`width` and `height` are in pixels; `components` is 1 for grey, 3 for RGB, 4 for CMYK.

    `has_other_colours`: its colour profile is not sRGB. `data` is the file without metadata. The repr omits `data`,
    since the page layout depends on the facts alone.
    """

    kind: PictureKind
    width: int
    height: int
    components: int
    has_alpha: bool = False
    has_other_colours: bool = False
    data: bytes = b""

    def __repr__(self) -> str:
        facts = (f"{name}={getattr(self, name)!r}" for name in self.__struct_fields__ if name != "data")
        return f"Picture({', '.join(facts)})"

    @property
    def file(self) -> str:
        """The file name for TeX, which never comes from an author."""
        return "cvtex-photo.png" if self.kind == "png" else "cvtex-photo.jpg"


class UnusablePictureError(Exception):
    """The picture cannot be printed. The message completes `the picture NAME ...`."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
