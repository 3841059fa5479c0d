"""Item of a section -> its blocks. One case for each kind, in the order of `model.items`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from cvtex.cache.memo import Memo, fresh
from cvtex.emit.blocks import BlockContent, Entry, Heading, Numbered, Organisation, Point, Role, Term
from cvtex.locales.cldr import dates_text
from cvtex.locales.locale import Locale
from cvtex.model import items
from cvtex.model.dates import Dates
from cvtex.model.people import Url
from cvtex.model.text import Text
from cvtex.text.quotation import requoted
from cvtex.text.richtext import InLanguage, Link, RichText, fill_counts, join
from cvtex.value import Value, field

_COMMA: RichText = (", ",)
_STOP: RichText = (". ",)


class ItemComposer(Value):
    """Composes items in one language, in full or short form. `counts`: numbers of works, for texts that use them."""

    variant: str
    language: str
    short: bool
    words: Locale
    counts: Mapping[str, int] = field(default_factory=dict)
    source_language: str = ""
    date_memo: Memo[str] = fresh

    def text(self, text: Text | None) -> RichText:
        """Return the text as printed, or () if it is marked for other variants."""
        if text is None or (text.only and self.variant not in text.only):
            return ()
        return self._in_language(text, fill_counts(text.line(self.language, short=self.short), self.counts))

    def paragraphs(self, text: Text) -> tuple[RichText, ...]:
        paragraphs = text.paragraphs(self.language, short=self.short)
        return tuple(self._in_language(text, fill_counts(paragraph, self.counts)) for paragraph in paragraphs)

    def _in_language(self, text: Text, printed: RichText) -> RichText:
        return self.foreign(printed, text.language_of(self.language, short=self.short) or self.source_language)

    def foreign(self, printed: RichText, language: str) -> RichText:
        """Mark the text if its language differs from the document's."""
        is_foreign = language.partition("-")[0] not in ("", self.language.partition("-")[0])
        return (InLanguage(language, printed),) if printed and is_foreign else printed

    def dates(self, dates: Dates | None) -> RichText:
        return (dates_text(dates, self.language, self.date_memo),) if dates else ()

    def quoted(self, text: Text | None) -> RichText:
        title = self.text(text)
        opening, closing = self.words.quotes
        return (opening, *requoted(title, self.words.quotes, self.words.inner_quotes), closing) if title else ()

    def linked(self, text: RichText, url: Url | None) -> RichText:
        return (Link(url.address, text),) if url and text else text

    def entry(self, head: RichText, *details: RichText, dates: Dates | None = None) -> Entry:
        return Entry(head, join(list(details), _COMMA), self.dates(dates))

    def blocks(self, content: items.Item) -> Iterator[BlockContent]:
        """Yield the item's own blocks; each child needs a call of its own."""
        match content:
            case items.Employment():
                yield Organisation(self.text(content.employer), self.text(content.place))
            case items.Role():
                yield Role(self.text(content.title), self.dates(content.dates))
            case items.Point():
                yield self._point(content)
            case items.Studies():
                yield Organisation(self.text(content.institution), self.text(content.place))
            case items.Degree():
                yield from self._degree(content)
            case items.Project():
                yield self._project(content)
            case items.Grant():
                yield self.entry(
                    self.text(content.title),
                    self.text(content.funder),
                    self.text(content.number),
                    self.text(content.amount),
                    self.text(content.role),
                    self.text(content.text),
                    dates=content.dates,
                )
            case items.Skill():
                yield Term(self.text(content.name), self.text(content.text))
            case items.LanguageSkill():
                yield Term(self.text(content.language), self.text(content.level))
            case items.Award():
                yield self.entry(
                    self.text(content.title),
                    self.text(content.rank),
                    self.text(content.text),
                    dates=content.date,
                )
            case items.PatentFamily():
                yield Heading("group", self.text(content.title))
            case items.PatentDocument():
                yield self._patent(content)
            case items.Talk():
                yield self._talk(content)
            case items.Course():
                yield self.entry(
                    self.text(content.course),
                    self.text(content.role),
                    self.text(content.level),
                    self.text(content.institution),
                    self.text(content.text),
                    dates=content.dates,
                )
            case items.Supervision():
                yield self.entry(
                    self.text(content.name),
                    self.text(content.degree),
                    self.quoted(content.title),
                    self.text(content.institution),
                    self.text(content.role),
                    dates=content.dates,
                )
            case items.Service():
                yield self.entry(
                    self.text(content.role),
                    self.text(content.organisation),
                    self.text(content.text),
                    dates=content.dates,
                )
            case items.ListItem():
                if content.dates:
                    yield Entry((), self.text(content.text), self.dates(content.dates))
                else:
                    yield Point((), self.text(content.text))
            case _:
                assert_never(content)

    def _point(self, point: items.Point) -> Point:
        text = point.short if self.short and point.short else point.text
        return Point(self.text(point.label), self.text(text))

    def _degree(self, degree: items.Degree) -> Iterator[BlockContent]:
        grade = self.text(degree.grade)
        title = self.text(degree.degree)
        yield Role((*title, " (", *grade, ")") if grade else title, self.dates(degree.dates))
        if topic := self.text(degree.topic):
            yield Point((), topic)
        if thesis := self.quoted(degree.thesis):
            yield Point((self.words.thesis,), thesis)
        if supervisor := self.text(degree.supervisor):
            yield Point((self.words.supervisor,), supervisor)

    def _project(self, project: items.Project) -> Entry:
        return self.entry(
            self.linked(self.text(project.name), project.url),
            self.text(project.title),
            self.text(project.funder),
            self.text(project.role),
            self.text(project.text),
            dates=project.dates,
        )

    def _patent(self, document: items.PatentDocument) -> Entry:
        number = self.linked(self.text(document.number), document.url)
        status: RichText = (self.words.patent_status[document.status],) if document.status else ()
        return self.entry(number, self.quoted(document.title), status, dates=document.date)

    def _talk(self, talk: items.Talk) -> Numbered:
        date = self.dates(talk.date)
        title = join([self.quoted(talk.title), ("(", *date, ")") if date else ()], (" ",))
        where = join([self.text(talk.event), self.text(talk.place)], _COMMA)
        if format_ := self.text(talk.format):
            bracketed: RichText = ("(", *format_, ")")
            title, where = (
                (title, join([where, bracketed], (" ",))) if where else (join([title, bracketed], (" ",)), where)
            )
        links = join([(Link(link.url.address, self.text(link.label)),) for link in talk.links], _COMMA)
        return Numbered((), join([title, where, links], _STOP))
