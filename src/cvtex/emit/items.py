"""Item of a section -> its blocks. One case for each kind, in the order of `model.items`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, assert_never

from cvtex.cache.memo import Memo, fresh
from cvtex.emit.blocks import (
    BlockContent,
    Cards,
    Entry,
    Heading,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Role,
    Row,
    Term,
    Titled,
)
from cvtex.locales.cldr import dates_text
from cvtex.locales.locale import Detail, Locale
from cvtex.locales.money import money_text
from cvtex.model import items
from cvtex.model.amount import Amount, Money
from cvtex.model.dates import DateForm, Dates
from cvtex.model.people import Url
from cvtex.model.text import Text
from cvtex.text.quotation import requoted
from cvtex.text.richtext import (
    InLanguage,
    Inline,
    LineBreak,
    Link,
    NoBreak,
    RichText,
    Styled,
    fill_counts,
    join,
    map_strings,
    plain,
    without_links,
)
from cvtex.text.web_address import without_scheme
from cvtex.value import Value, field, replace

_COMMA: RichText = (", ",)
_STOP: RichText = (". ",)
_SEMICOLON: RichText = ("; ",)
_BLANK: RichText = (" ",)
# More terms than this are printed below a course, not at the right.
_TERMS_AT_THE_RIGHT: Final = 3
# The blank after an initial.
_INITIAL: Final = re.compile(r"(?<=\b[^\W\d_]\.) ")
# A number or two, with a unit of its own or without: 24, 140–180, 4.6/5.0, 96 %.
_NUMBER: Final = re.compile(r"[\d.,/–\- \u00a0%]+")


class ItemComposer(Value):
    """Composes items in one language, in full or short form.

    `counts`: numbers of works, for texts that use them. `has_date_column`: dates stand in a column that has no room
    for places.
    """

    variant: str
    language: str
    short: bool
    words: Locale
    counts: Mapping[str, int] = field(default_factory=dict)
    source_language: str = ""
    date_memo: Memo[str] = fresh
    date_form: DateForm = "usual"
    has_date_column: bool = False

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

    def dates(self, dates: Dates | None, *, in_full: bool = False) -> RichText:
        """`in_full`: the date means little without its month, whatever the form of dates."""
        if dates is None:
            return ()
        form = "usual" if in_full and self.date_form == "year" else self.date_form
        return self.text(dates.text) if dates.text else (dates_text(dates, self.language, self.date_memo, form),)

    def amount(self, amount: Amount | None) -> RichText:
        """Return a sum as typed, or as the language writes it."""
        if amount is None or amount.money is None:
            return self.text(amount.text) if amount else ()
        return (self.money(amount.money),)

    def money(self, money: Money) -> str:
        return money_text(money, self.language, self.date_memo)

    def detail(self, name: Detail, value: RichText) -> RichText:
        """Return a value with the word that names it, such as `now Assistant Professor`."""
        before, _, after = self.words.details[name].partition("{}")
        return join([(before,), value, (after,)]) if value else ()

    def listed(self, texts: tuple[Text, ...]) -> RichText:
        """Return `A, B and C`, each with its markup. No line ends after an initial."""
        printed = [map_strings(text, _with_whole_names) for one in texts if (text := self.text(one))]
        *others, last = printed or [()]
        and_ = self.words.separator_before(self.words.and_, plain(last))
        return (*join(others, (self.words.comma,)), and_, *last) if others else last

    def quoted(self, text: Text | None) -> RichText:
        title = self.text(text)
        opening, closing = self.words.quotes
        return (opening, *requoted(title, self.words.quotes, self.words.inner_quotes), closing) if title else ()

    def linked(self, text: RichText, url: Url | None) -> RichText:
        return (Link(url.address, without_links(text)),) if url and text else text

    def placed(self, title: RichText, place: Text | None, dates: Dates | None) -> tuple[RichText, RichText]:
        """Return the title and what stands at the side, with the place in one of them."""
        if self.has_date_column:
            return join([title, self.text(place)], _COMMA), self.dates(dates)
        return title, join([self.text(place), self.dates(dates)], _COMMA)

    def entry(self, head: RichText, *details: RichText, dates: Dates | None = None) -> Entry:
        return Entry(head, join(list(details), _COMMA), self.dates(dates))

    def titled(
        self, title: RichText, *details: RichText, text: Text | None, dates: Dates | None, place: Text | None = None
    ) -> Titled:
        """A title with dates at the right, and its details below."""
        title, right = self.placed(title, place, dates)
        return Titled(title, right, join(list(details), _COMMA), self.text(text))

    def blocks(self, content: items.Item) -> Iterator[BlockContent]:
        """Yield the item's own blocks; each child needs a call of its own."""
        match content:
            case items.Employment():
                yield Organisation(self.linked(self.text(content.employer), content.url), self.text(content.place))
            case items.Role():
                yield from self._role(content)
            case items.Point():
                yield self._point(content)
            case items.Studies():
                yield Organisation(self.linked(self.text(content.institution), content.url), self.text(content.place))
            case items.Degree():
                yield from self._degree(content)
            case items.Project():
                yield self._project(content)
            case items.Grant():
                yield self._grant(content)
            case items.Skill():
                yield Term(self.text(content.name), self.text(content.text))
            case items.LanguageSkill():
                yield Term(self.text(content.language), self.text(content.level))
            case items.Award():
                yield self._award(content)
            case items.PatentFamily():
                yield Heading("group", self.text(content.title))
            case items.PatentDocument():
                yield self._patent(content)
            case items.Talk():
                yield self._talk(content)
            case items.Course():
                yield self._course(content)
            case items.Supervision():
                yield self._supervision(content)
            case items.Service():
                yield self._service(content)
            case items.Membership():
                yield self._membership(content)
            case items.Software():
                yield self._software(content)
            case items.Referee():
                yield self.cards(content)
            case items.Entry():
                yield self._entry(content)
            case items.ListItem():
                yield self._list_item(content)
            case items.Contribution():
                yield self._contribution(content)
            case items.Row():
                yield Row(self.text(content.label), self.text(content.text))
            case _:
                assert_never(content)

    def _role(self, role: items.Role) -> Iterator[BlockContent]:
        yield Role(*self.placed(self.linked(self.text(role.title), role.url), role.place, role.dates))
        yield from self._below(role.text)

    def _point(self, point: items.Point) -> Point:
        text = point.short if self.short and point.short else point.text
        return Point(self.text(point.label), self.text(text), point.depth)

    def _below(self, text: Text | None) -> Iterator[Paragraph]:
        """Yield the paragraphs below a role or degree."""
        if text is not None and self.text(text):
            for paragraph in self.paragraphs(text):
                yield Paragraph(paragraph, is_in_item=True)

    def _degree(self, degree: items.Degree) -> Iterator[BlockContent]:
        grade = self.text(degree.grade)
        title = self.text(degree.degree)
        title = self.linked(title, degree.url)
        yield Role((*title, " (", *grade, ")") if grade else title, self.dates(degree.dates))
        yield from self._below(degree.text)
        if topic := self.text(degree.topic):
            yield Point((), topic)
        if thesis := self.quoted(degree.thesis):
            yield Point((self.words.thesis,), thesis)
        if supervisor := self.text(degree.supervisor):
            yield Point((self.words.supervisor,), supervisor)

    def _project(self, project: items.Project) -> Entry | Titled:
        name = self.linked(self.text(project.name), project.url)
        details = self.text(project.title), self.text(project.funder), self.text(project.role)
        if project.points:
            return self.titled(name, *details, text=project.text, dates=project.dates)
        return self.entry(name, *details, self.text(project.text), dates=project.dates)

    def _grant(self, grant: items.Grant) -> Titled:
        amount, share = self.amount(grant.amount), self.detail("share", self.amount(grant.share))
        return self.titled(
            self.linked(self.text(grant.title), grant.url),
            self.text(grant.funder),
            self.text(grant.number),
            self.text(grant.role),
            join([amount, ("(", *share, ")") if share and amount else share], _BLANK),
            self.detail("partners", self.listed(grant.partners)),
            self._status(grant),
            text=grant.text,
            dates=grant.dates,
        )

    def _status(self, grant: items.Grant) -> RichText:
        """A grant that is applied for must not pass for an award. Of the others, the dates tell the status."""
        status = grant.status
        return (self.words.grant_status[status],) if status == "pending" or (status and not grant.dates) else ()

    def _award(self, award: items.Award) -> Entry:
        return self.entry(
            self.linked(self.text(award.title), award.url),
            self.text(award.rank),
            self.text(award.organisation),
            self.amount(award.amount),
            self.text(award.text),
            dates=award.date,
        )

    def _service(self, service: items.Service) -> Entry | Titled:
        role = self.linked(self.text(service.role), service.url)
        organisation, place = self.text(service.organisation), self.text(service.place)
        if service.points:
            return self.titled(role, organisation, place, text=service.text, dates=service.dates)
        return self.entry(role, organisation, place, self.text(service.text), dates=service.dates)

    def _membership(self, membership: items.Membership) -> Entry:
        return self.entry(
            self.linked(self.text(membership.organisation), membership.url),
            self.text(membership.role),
            self.text(membership.place),
            self.text(membership.text),
            dates=membership.dates,
        )

    def _course(self, course: items.Course) -> Entry | Titled:
        """Print the terms at the right, or if there are many or they have numbers, below the course."""
        title = join([self.text(course.code), self.linked(self.text(course.course), course.url)], _BLANK)
        # Two terms of one year are the same where only years are printed.
        terms = [*dict.fromkeys(self._term(term) for term in course.terms)]
        have_numbers = any(term.enrolment or term.evaluation for term in course.terms)
        at_the_right = not (course.dates or have_numbers) and 0 < len(terms) <= _TERMS_AT_THE_RIGHT
        right = join(terms, _COMMA) if at_the_right else self.dates(course.dates)
        details = [
            self.text(course.role),
            self.text(course.level),
            self.text(course.institution),
            self._counted("enrolment", course.enrolment),
            self._counted("evaluation", course.evaluation),
        ]
        below = () if at_the_right else join(terms, _COMMA)
        if below or course.points:
            lines = join([below, self.text(course.text)], (LineBreak(),))
            return Titled(title, right, join(details, _COMMA), lines)
        return Entry(title, join([*details, self.text(course.text)], _COMMA), right)

    def _term(self, term: items.CourseTerm) -> RichText:
        """`Fall 2019 (24 enrolled; evaluation 4.6/5.0)`"""
        numbers = [self._counted("enrolment", term.enrolment), self._counted("evaluation", term.evaluation)]
        inside = join(numbers, _SEMICOLON)
        return (*self.dates(term.term), " (", *inside, ")") if inside else self.dates(term.term)

    def _counted(self, name: Literal["enrolment", "evaluation"], value: Text | None) -> RichText:
        """Return a number with its word; any other text as typed."""
        printed = self.text(value)
        return self.detail(name, printed) if _NUMBER.fullmatch(plain(printed)) else printed

    def _supervision(self, person: items.Supervision) -> Entry:
        degree = self.text(person.degree)
        return self.entry(
            self.linked(self.text(person.name), person.url),
            degree or self._level(person.level),
            self.quoted(person.title),
            self.text(person.topic),
            self.text(person.institution),
            self.text(person.role),
            self.detail("co_supervisors", self.listed(person.co_supervisors)),
            self.text(person.status),
            self.detail("now", self.text(person.now)),
            self.text(person.text),
            dates=person.dates,
        )

    def _level(self, level: Text | None) -> RichText:
        """Return the word of the language for a level such as `phd`; any other text as typed."""
        printed = self.text(level)
        known = next((title for word, title in self.words.groups.items() if word == plain(printed)), None)
        return (known,) if known else printed

    def _software(self, software: items.Software) -> Titled:
        name = join([self.linked(self.text(software.name), software.url), self.text(software.version)], _BLANK)
        repository = software.repository
        return self.titled(
            name,
            self.text(software.role),
            self.text(software.language),
            self.text(software.license),
            self.text(software.users),
            self.linked((without_scheme(repository.address),), repository) if repository else (),
            text=software.text,
            dates=software.dates,
        )

    def cards(self, *people: items.Referee) -> Cards:
        """People beside each other."""
        return Cards(tuple(tuple(line for line in self._card(one) if line) for one in people))

    def _card(self, person: items.Referee) -> Iterator[RichText]:
        yield self.text(person.name)
        yield self.text(person.position)
        yield self.text(person.relation)
        yield self.text(person.organisation)
        for lines in person.address:
            yield from _split(self.text(lines))
        # Each address in it is a link by itself.
        yield self.text(person.email)
        yield self.text(person.phone)
        yield (Link(person.url.address, (without_scheme(person.url.address),)),) if person.url else ()

    def _entry(self, entry: items.Entry) -> Titled | Term:
        title, subtitle, place = (
            self.linked(self.text(entry.title), entry.url),
            self.text(entry.subtitle),
            self.text(entry.place),
        )
        links = [self.linked(self.text(link.label), link.url) for link in entry.links]
        text = self.text(entry.text)
        if text and not (subtitle or place or links or entry.dates or entry.points):
            return Term(title, text)
        return self.titled(title, subtitle, place, *links, text=entry.text, dates=entry.dates)

    def _list_item(self, line: items.ListItem) -> Entry | Point:
        text = self.text(line.text)
        return Entry((), text, self.dates(line.dates)) if line.dates else Point((), text)

    def _contribution(self, contribution: items.Contribution) -> Titled | Numbered:
        text = join(list(self.paragraphs(contribution.text)), (LineBreak(),))
        title = self.text(contribution.title)
        return Titled(title, (), (), text) if title else Numbered((), text)

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
        links = join([self.linked(self.text(link.label), link.url) for link in talk.links], _COMMA)
        return Numbered((), join([title, where, links], _STOP))


def _with_whole_names(text: str) -> str:
    return _INITIAL.sub("\N{NO-BREAK SPACE}", text)


def _split(text: RichText) -> Iterator[RichText]:
    """Yield the lines of a text."""
    line: list[Inline] = []
    for node in text:
        pieces: list[RichText] = [(node,)]
        if isinstance(node, LineBreak):
            pieces = [(), ()]
        elif isinstance(node, Styled | Link | NoBreak | InLanguage):
            pieces = [(replace(node, content=piece),) for piece in _split(node.content)]
        line += pieces[0]
        for piece in pieces[1:]:
            yield tuple(line)
            line = [*piece]
    yield tuple(line)
