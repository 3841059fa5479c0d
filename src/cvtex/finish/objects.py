"""PDF objects, made through pypdf and added to a file that is being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Objects:
    """Shorthands for what pypdf calls by long names. Its objects have no types that are of use here."""

    def __init__(self, writer: Any) -> None:
        from pypdf import generic

        self._generic: Any = generic
        self._writer = writer

    def add(self, value: Any) -> Any:
        """A new object of the file; a reference to it."""
        return self._writer._add_object(value)  # noqa: SLF001  # the only way to add one

    def name(self, name: str) -> Any:
        return self._generic.NameObject(name)

    def text(self, text: str) -> Any:
        return self._generic.TextStringObject(text)

    def number(self, number: int) -> Any:
        return self._generic.NumberObject(number)

    def boolean(self, value: bool) -> Any:
        return self._generic.BooleanObject(value)

    def real(self, number: str) -> Any:
        return self._generic.FloatObject(number)

    def byte_string(self, data: bytes) -> Any:
        return self._generic.ByteStringObject(data)

    def array(self, values: Iterable[Any] = ()) -> Any:
        return self._generic.ArrayObject(values)

    def dictionary(self, values: Mapping[str, Any] | None = None) -> Any:
        made = {self.name(name): value for name, value in (values or {}).items()}
        return self._generic.DictionaryObject(made)

    def set(self, dictionary: Any, name: str, value: Any) -> None:
        dictionary[self.name(name)] = value

    def stream(self, data: bytes, entries: Mapping[str, Any] | None = None, *, compressed: bool = True) -> Any:
        made = self._generic.DecodedStreamObject()
        made.set_data(data)
        if compressed:
            made = made.flate_encode()
        for name, value in (entries or {}).items():
            self.set(made, name, value)
        return made

    def is_reference(self, value: Any) -> bool:
        return isinstance(value, self._generic.IndirectObject)


def key_of(value: Any) -> int:
    """Tells a font, or whatever is used many times, from another one."""
    number: int = getattr(value, "idnum", -1)
    return number if number >= 0 else id(value)
