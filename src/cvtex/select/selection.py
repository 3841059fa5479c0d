"""Select the sections and items that a variant may print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cvtex.diagnostics import Diagnostic
from cvtex.locales.locale import Locale, locale_of
from cvtex.model.bibliography import Entry
from cvtex.model.chart import Tally
from cvtex.model.cv import Cv
from cvtex.model.dates import Day, PartialDate
from cvtex.model.exclusion import NoPart
from cvtex.model.ids import Id, LimitId, rule_id, section_id, text_id, work_id
from cvtex.model.items import ItemBase
from cvtex.model.located import LocatedStr
from cvtex.model.plan import LeftOut, Plan, PlannedItem, PlannedLimit, PlannedSection, Publication
from cvtex.model.profile import CountRule, Profile, has_fields, parts_of
from cvtex.model.sections import (
    ContributionsSection,
    Metric,
    Numbering,
    PublicationsSection,
    Section,
    TextSection,
    numbering_of,
)
from cvtex.model.variant import SectionView, Variant
from cvtex.select.grouping_warnings import grouping_warnings
from cvtex.select.item_groups import plan_items
from cvtex.select.item_tree import all_dates, text_name
from cvtex.select.limits import limits_of, mark_counted, mark_rule
from cvtex.select.metrics import printed_metrics
from cvtex.select.parts import divided, planned_part, with_tables, without_second_headings
from cvtex.select.products import with_products, with_products_printed
from cvtex.select.publication_facts import PublicationFacts, publication_facts
from cvtex.select.publications import in_printed_order, plan_publications
from cvtex.select.ranks import ranked
from cvtex.select.weights import KINDS, Scale, place_factor, today_of, weight, year_of
from cvtex.select.work_classes import tallies
from cvtex.text.folding import fold_keywords
from cvtex.text.richtext import ALL_WORKS
from cvtex.value import Struct, field, replace


def select(
    cv: Cv,
    name: str,
    variant: Variant,
    entries: Iterable[Entry],
    *,
    profile: Profile | None = None,
    roles: Mapping[str, frozenset[str]] = MappingProxyType({}),
    merged_keys: Mapping[str, frozenset[str]] = MappingProxyType({}),
    everything: bool = False,
    today: PartialDate | None = None,
) -> Plan:
    """Plan what variant `name` may print, with the limits to apply later (see `apply_count_limits`).

    - `roles`: what the owner is of each work, by citation key.
    - `merged_keys`: keys of the duplicates and preprints merged into an entry.
    - `everything`: print every entry.
    - `today`: for the age of items, if the CV has no date.
    """
    nothing: frozenset[str] = frozenset()
    facts = [
        publication_facts(entry, roles.get(entry.key, nothing), merged_keys.get(entry.key, nothing))
        for entry in entries
    ]
    views = [view for view in views_of(cv, variant, profile) if _is_for(cv.sections.get(view.section), name)]
    language = variant.language or cv.language
    words = locale_of(language)
    today = cv.date or today
    selector = _Selector(
        name, language, facts, words, profile, everything, cv.date, today, variant.sections is not None
    )
    age_from = today_of(today, _beginnings(cv, facts))
    for place, view in enumerate(views):
        section = cv.sections[view.section]
        scale = Scale(
            today=age_from,
            kind=KINDS[section.kind],
            name=section.kind,
            place=place_factor(place, len(views)),
            oldest=_oldest(section, facts, age_from),
            keywords=fold_keywords(variant.keywords),
        )
        selector.add(view, section, scale)
    empty: list[Diagnostic] = []
    if profile and not everything:
        named = variant.profile.span if variant.profile else variant.span
        selector.sections, empty = with_tables(selector.sections, cv, name, language, profile, named)
        selector.sections = with_products_printed(selector.sections, profile)
    if profile:
        selector.sections = without_second_headings(selector.sections, profile)
    unplaced = tuple(section for section in selector.sections if has_fields(profile) and section.part is None)
    return Plan(
        name,
        language,
        variant.short,
        tuple(section for section in selector.sections if section not in unplaced),
        tuple(selector.left_out),
        source_language=cv.language,
        counts=_counts(facts),
        limits=() if everything else (*selector.limits, *_profile_limits(profile)),
        requires=tuple(_requirements(selector.sections)),
        diagnostics=()
        if everything
        else (
            *grouping_warnings(cv, {view.section for view in views}, in_printed_order(facts), words),
            *empty,
            *selector.refused,
        ),
        updated=cv.date if (cv.last_updated if variant.last_updated is None else variant.last_updated) else None,
        unplaced=unplaced,
    )


def views_of(cv: Cv, variant: Variant, profile: Profile | None) -> tuple[SectionView, ...]:
    """The sections in printed order: the variant's, or else all, ordered by the profile's parts."""
    if variant.sections is not None:
        return variant.sections
    views = [SectionView(span=cv.span, section=LocatedStr(id_, cv.span)) for id_ in cv.sections]
    if profile is None or not profile.parts:
        return tuple(views)
    order = {part: place for place, part in enumerate(profile.parts)}
    placed = [(parts_of(None, cv.sections[view.section].kind, profile), view) for view in views]
    inside = [(order[parts[0]], view) for parts, view in placed if parts]
    outside = (
        [] if profile.only_parts and not profile.form else [(len(order), view) for parts, view in placed if not parts]
    )
    return tuple(view for _, view in sorted([*inside, *outside], key=lambda pair: pair[0]))


def _beginnings(cv: Cv, facts: Iterable[PublicationFacts]) -> Iterator[Day]:
    """When anything in the CV began or appeared."""
    for section in cv.sections.values():
        yield from (dates.first_day for dates in all_dates(section))
    for fact in facts:
        year, month, day = fact.date
        if fact.is_work and not fact.pending:
            yield year, month or 12, day or 31


def _oldest(section: Section, facts: Iterable[PublicationFacts], today: float) -> float:
    """The year of the oldest item of a section; today if none has a date."""
    if isinstance(section, PublicationsSection):
        years = [float(fact.date[0]) for fact in facts if fact.is_work and fact.date[0]]
    else:
        years = [year for dates in all_dates(section) if (year := year_of(dates)) is not None]
    return min(years, default=today)


def _counts(facts: Iterable[PublicationFacts]) -> dict[str, int]:
    works = [fact for fact in facts if fact.is_work]
    return {ALL_WORKS: len(works), **Counter(type_ for work in works for type_ in work.types)}


def _is_for(section: Section | None, variant: str) -> bool:
    return section is not None and (not section.only or variant in section.only)


class _Selector(Struct):
    """Adds sections in order. A publication is printed only by the first view of its section that selects it."""

    variant: str
    language: str
    facts: list[PublicationFacts]
    words: Locale
    profile: Profile | None
    everything: bool
    date: PartialDate | None
    today: PartialDate | None
    names_sections: bool
    sections: list[PlannedSection] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    limits: list[PlannedLimit] = field(default_factory=list)
    refused: list[Diagnostic] = field(default_factory=list)

    def add(self, view: SectionView, section: Section, scale: Scale) -> None:
        """Add a section once, or publications once for each of the parts among which they are divided."""
        profile = self.profile
        names = parts_of(view.part, section.kind, profile) if profile else ()
        parts = {name: profile.parts[name] for name in names} if profile else {}
        if view.part or not isinstance(section, PublicationsSection) or not any(part.works for part in parts.values()):
            self._add(view, section, scale, names[0] if names else None)
            return
        works = divided(self.facts, parts, everything=self.everything)
        for name in parts:
            self._add(view, section, scale, name, works[name])
        id_ = section_id(view.section)
        self.left_out += [
            LeftOut(work_id(id_, one.key), one.title or one.key, NoPart(names), one.span, one.key) for one in works[""]
        ]

    def _add(
        self,
        view: SectionView,
        section: Section,
        scale: Scale,
        part: str | None,
        works: list[PublicationFacts] | None = None,
    ) -> None:
        """`works`: the entries for this part, printed in one list without a heading. Otherwise, all entries."""
        times = sum(one.section is section for one in self.sections)
        id_ = section_id(view.section, times + 1)
        limits = limits_of(id_, view)
        if isinstance(section, PublicationsSection):
            listed = view if works is None else replace(view, grouped=False)
            planned = self._publications(id_, listed, section, scale, self.facts if works is None else works)
        else:
            planned = self._items(id_, view, section, scale, part)
        if not planned:
            return
        planned = ranked(planned, scale, self.today)
        added = PlannedSection(
            id_,
            section,
            view.title or section.title,
            planned,
            self._numbering(section, part),
            planned_part(part, self.profile),
            is_named=self.names_sections,
            has_heading=works is None,
            tallies=self._tallies(section, planned),
            metrics=() if times else self._metrics(section),
        )
        self.limits += limits
        added = mark_counted(added, limits)
        types = {fact.key: fact.types for fact in self.facts}
        for name, rule in _rules(self.profile):
            added = mark_rule(added, name, rule, types)
        self.sections.append(added)

    def _tallies(self, section: Section, planned: tuple[PlannedItem, ...]) -> tuple[Tally, ...]:
        """Count the works for a chart. Funders want none."""
        if not isinstance(section, PublicationsSection) or section.chart is None or self.profile:
            return ()
        return tallies(planned, {fact.key: fact.of for fact in self.facts})

    def _metrics(self, section: Section) -> tuple[Metric, ...]:
        metrics = section.metrics if isinstance(section, PublicationsSection) else None
        if metrics is None:
            return ()
        printed = printed_metrics(metrics, self.variant, self.profile)
        self.refused += printed.diagnostics
        return printed.value

    def _numbering(self, section: Section, part: str | None) -> Numbering:
        """The numbering that a part prescribes for publications, or else the section's."""
        rule = self.profile.parts[part].numbering if self.profile and part else None
        return rule if rule and isinstance(section, PublicationsSection) else numbering_of(section)

    def _publications(
        self, id_: Id, view: SectionView, section: PublicationsSection, scale: Scale, entries: list[PublicationFacts]
    ) -> tuple[PlannedItem, ...]:
        printed = {
            item.content.key
            for one in self.sections
            if one.section is section
            for item in Plan.walk_section(one)
            if isinstance(item.content, Publication)
        }
        facts = [fact for fact in entries if fact.key not in printed]
        planned, left_out, group_limits = plan_publications(
            id_, view, section, facts, scale, self.words, everything=self.everything
        )
        self.limits += group_limits
        first = section_id(view.section)
        if printed or id_ != first:
            # Report each omitted entry once: this view decides on everything that earlier views of the section omitted.
            later = {work_id(first, fact.key) for fact in facts}
            self.left_out = [left for left in self.left_out if left.id not in later]
        self.left_out += left_out
        return planned

    def _items(
        self, id_: Id, view: SectionView, section: Section, scale: Scale, part: str | None
    ) -> tuple[PlannedItem, ...]:
        if isinstance(section, TextSection) and not section.text.paragraphs(self.language):
            return ()
        if isinstance(section, TextSection):
            stated, factors = section.item_priority, scale.factors(None, ())
            own = weight(factors, stated)
            text = text_name(section.text)
            return (PlannedItem(text_id(id_), section, own, section.span, text, factors=factors, stated=stated),)
        planned, left_out = plan_items(self.variant, id_, view, section, scale, self.date)
        if isinstance(section, ContributionsSection):
            is_below = not (part and self.profile) or self.profile.parts[part].products == "below"
            planned = tuple(with_products(item, self.facts, is_below=is_below) for item in planned)
        self.left_out += left_out
        return planned


def _rules(profile: Profile | None) -> list[tuple[LimitId, CountRule]]:
    return [(rule_id(rule.name), rule) for rule in profile.counts] if profile else []


def _profile_limits(profile: Profile | None) -> Iterator[PlannedLimit]:
    for name, rule in _rules(profile):
        yield PlannedLimit(name, rule.name, "items", rule.span, rule.most, rule.least)


def _requirements(sections: Iterable[PlannedSection]) -> Iterator[tuple[Id, Id]]:
    """Resolve `requires` to pairs of planned ids, by item ids and citation keys."""
    every = [item for section in sections for item in Plan.walk_section(section)]
    named = {item.content.key: item.id for item in every if isinstance(item.content, Publication)}
    named |= {str(item.content.id): item.id for item in every if isinstance(item.content, ItemBase) and item.content.id}
    for item in every:
        if isinstance(item.content, ItemBase):
            yield from ((item.id, named[name]) for name in item.content.requires if name in named)
