"""What slow libraries say of short texts. It is the same each time: a build that has it does not even import them."""

from __future__ import annotations

from cvtex.text.richtext import RichText
from cvtex.value import Struct, field


class KnownTexts(Struct):
    """What a stage finds out, it adds.

    `markup`: paragraphs with inline markup, as they are written, that have nothing wrong with them. `dates`: by
    language and `repr` of the dates. `hyphens`: words with their soft hyphens, by language and word. `kept`: how many
    of them an earlier build knew.
    """

    markup: dict[str, RichText] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    hyphens: dict[str, str] = field(default_factory=dict)
    kept: int = 0

    @property
    def count(self) -> int:
        return len(self.markup) + len(self.dates) + len(self.hyphens)


def key_of(language: str, text: str) -> str:
    return f"{language} {text}"
