"""What was found of a document's pages, kept from one build to the next: most edits leave most pages as they were."""

from __future__ import annotations

from pathlib import Path

from cvtex.build_record import digest_of
from cvtex.cache_files import CacheFiles
from cvtex.circumstances import program
from cvtex.finish.document import KnownToFinish
from cvtex.finish.read_page import ReadPage
from cvtex.pdf.known_pages import KnownPages
from cvtex.value import Value, field
from cvtex.verify.stream_text import PageTexts


class KeptPages(Value):
    """By the keys of `KnownPages`: what TeX's pages show, finished streams as they are packed, and what those say."""

    read: dict[str, ReadPage] = field(default_factory=dict)
    packed: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, PageTexts] = field(default_factory=dict)


class PagesOfDocument(Value):
    """The pages of one document, as earlier builds left them and as this one finds them."""

    finish: KnownToFinish = field(default_factory=KnownToFinish)
    texts: KnownPages[PageTexts] = field(default_factory=KnownPages)


class PageCache(Value):
    """`document` tells one document of the user's from the others: of each, the pages of its last build are kept."""

    folder: Path
    document: tuple[str, ...]

    def read(self) -> PagesOfDocument:
        kept = self._files.read(self._name, KeptPages) or KeptPages()
        return PagesOfDocument(KnownToFinish(KnownPages(kept.read), KnownPages(kept.packed)), KnownPages(kept.texts))

    def keep(self, pages: PagesOfDocument) -> None:
        """Writes them if there are new ones."""
        read, packed, texts = pages.finish.read, pages.finish.packed, pages.texts
        if read.has_new or packed.has_new or texts.has_new:
            self._files.write(self._name, KeptPages(read.now, packed.now, texts.now))

    @property
    def _files(self) -> CacheFiles:
        return CacheFiles(self.folder, "pages")

    @property
    def _name(self) -> str:
        return digest_of((program(), self.document))[:32]
