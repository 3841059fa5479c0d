"""What stands in the head of a CV -> fields of its owner: name, contact, profiles. Every text finds a field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.importers.documents.labels import owner_field
from cvtex.importers.documents.lines import is_institution, is_role
from cvtex.importers.documents.placing import folded_words
from cvtex.importers.documents.words import Words, joined_words
from cvtex.importers.imported import Said, Tree
from cvtex.importers.sound_values import is_profile
from cvtex.text.names import read_name
from cvtex.text.networks import NETWORKS
from cvtex.text.web_address import is_email, link_target

_EMAIL: Final = re.compile(r"[^\s@,;:<>()|]{1,100}@(?:[^\s@,;:<>().|]{1,63}\.){1,9}[^\s@,;:<>().|]{2,63}")
_PHONE: Final = re.compile(
    # A ZIP code, such as 99100-4236, is none.
    r"(?<!\d)(?!\d{5}-\d{4}(?!\d))"
    r"(?:\+|\(\+|\(?0|\(?\d)[\d\s()./·⋅∙\u00a0\u202f–-]{5,24}\d(?:\s*(?:ext|x)\.?\s*\d{1,6})?"
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,12})(?:/\S*)?", re.IGNORECASE)
_LABELLED: Final = re.compile(r"^([^\W\d_][\w .-]{0,24}?)\s*[:：]\s*(?!//)")
_SEPARATOR: Final = re.compile(r"\s*(?:[|•◦⋄♢◇■●∗⋆∥‖¦]|(?<=\s)[–—/~·⋅∙](?=\s))\s*")
_TITLE: Final = re.compile(
    r"(?:(?:Prof|Dr|PD|Dipl|Ing|Mag|Univ|Priv|Doz|habil|rer|nat|med|phil|Mr|Ms|Mrs|Sir)\b[.-]*\s*)+"
)
_CREDENTIALS: Final = re.compile(
    r",\s*((?:(?:Ph\.?\s?D|M\.?D|M\.?Sc|B\.?Sc|M\.?A|B\.?A|M\.?S|MBA|FRS|P\.?E|CFA)\.?[,\s]*)+)$"
)
_HEADINGS: Final = frozenset({
    "curriculum vitae", "cv", "resume", "lebenslauf", "vita", "vitae", "short cv", "c v", "europass curriculum vitae",
    "europass", "biographical sketch", "履歴書", "職務経歴書", "简历", "个人简历", "резюме", "hoja de vida", "zyciorys",
})  # fmt: skip
# Networks that LaTeX classes and people name, and how their profiles are addressed.
_OTHER_NETWORKS: Final[Mapping[str, str]] = {
    "xing": "https://www.xing.com/profile/{}", "stackoverflow": "https://stackoverflow.com/users/{}",
    "bitbucket": "https://bitbucket.org/{}", "codeberg": "https://codeberg.org/{}", "medium": "https://medium.com/@{}",
    "instagram": "https://www.instagram.com/{}", "youtube": "https://www.youtube.com/{}", "telegram": "https://t.me/{}",
    "reddit": "https://www.reddit.com/user/{}", "kaggle": "https://www.kaggle.com/{}",
    "keybase": "https://keybase.io/{}", "facebook": "https://www.facebook.com/{}",
    "inspire": "https://inspirehep.net/authors/{}",
}  # fmt: skip
_ALIASES: Final[Mapping[str, str]] = {
    "twitter": "x", "xtwitter": "x", "googlescholar": "google_scholar", "google scholar": "google_scholar",
    "scholar": "google_scholar", "researcherid": "web_of_science", "research gate": "researchgate",
}  # fmt: skip
_PRONOUNS: Final = re.compile(r"(.+?)\s*\(([^\W\d_]{2,12}(?:/[^\W\d_]{2,12}){1,2})\)")
# `Ada Marsh (née Byron), whatever follows`.
_FORMER: Final = re.compile(
    r"(?P<name>[^()]+?)\s*\((?P<note>(?:geb(?:\.|oren)?|née?|nee|born|formerly|nat[ao]|nacid[oa]|o\.s\.|f\."
    r"|roz\.|z d\.)\s(?P<former>[^()]+))\)\s*(?P<rest>.*)",
    re.IGNORECASE,
)
# A name, and something that is none.
_NAME_AND_REST: Final = re.compile(r"(?P<name>[^,]*\S\s[^,]+),\s+(?P<rest>.*[\[\]:\d].*)")
_SEVERAL_NAMES: Final = re.compile(r"\s(?:and|&)\s|;")
# `Ada Lovelace, Lecturer`, `Ada Lovelace - C.V.`
_BEHIND_NAME: Final = re.compile(r"(?:,\s+|\s+-+\s+)(.{2,80})$")
_LONGEST: Final = 500
_MAX_NAME: Final = 60


class ContactDetails:
    """Collects the fields of an owner."""

    def __init__(self) -> None:
        self.owner: dict[str, Tree] = {}
        self.emails: list[Tree] = []
        self.phones: list[Tree] = []
        self.addresses: list[Tree] = []
        self.websites: list[Tree] = []
        self.links: list[Tree] = []
        self.profiles: dict[str, Tree] = {}
        self.location: Words | None = None
        self.headlines: list[Words] = []
        self.is_address_open = False

    def tree(self) -> Mapping[str, Tree]:
        owner = dict(self.owner)
        if headline := joined_words(" · ", self.headlines):
            owner["headline"] = headline.said()
        contact: dict[str, Tree] = {}
        for name, values in (
            ("email", self.emails), ("phone", self.phones), ("address", self.addresses), ("website", self.websites),
        ):  # fmt: skip
            if values:
                contact[name] = values[0] if len(values) == 1 and not isinstance(values[0], tuple) else tuple(values)
        if self.location:
            contact["location"] = self.location.said()
        contact |= self.profiles
        if self.links:
            contact["links"] = tuple(self.links)
        if contact:
            owner["contact"] = contact
        return owner

    @property
    def has_name(self) -> bool:
        return "name" in self.owner

    def name(self, words: Words) -> None:
        text = " ".join(words.plain.split())
        if found := _CREDENTIALS.search(text):
            self.owner["credentials"] = Said(found[1].strip(" ,"), words.span)
            text = text[: found.start()]
        if (title := _TITLE.match(text)) and title.end() < len(text):
            self.owner["title"] = Said(title[0].strip(), words.span)
            text = text[title.end() :]
        text = text.strip(" ,")
        if (found := _BEHIND_NAME.search(text)) and (is_role(found[1]) or folded_words(found[1]) in _HEADINGS):
            self.headline(Words((found[1],), words.span))
            text = text[: found.start()].strip()
        name = read_name(text)
        if name is None or not name.family or _SEVERAL_NAMES.search(text):
            # What is no name to the program would be an error in cv.yaml.
            self.headline(words)
        else:
            self.owner["name"] = Said(text, words.span)

    def _former_name(self, former: str, words: Words) -> None:
        """A family name alone goes with the given name that there is."""
        name = self.owner.get("name")
        now = read_name(name.text) if isinstance(name, Said) else None
        whole = former if " " in former or now is None or not now.given else f"{now.given} {former}"
        self.owner["former_names"] = (Said(whole, words.span),)

    def names(self, given: Words, family: Words) -> None:
        """A name in its two parts."""
        if " " not in family.plain.strip():
            self.name(Words((f"{given.plain} {family.plain}",), given.span))
            return
        self.owner["name"] = {
            "given": Said(given.plain.strip(), given.span), "family": Said(family.plain.strip(), family.span)
        }  # fmt: skip

    def headline(self, words: Words) -> None:
        name = self.owner.get("name")
        # The title of a document and its first line may both be the name.
        if not isinstance(name, Said) or name.text != words.plain.strip():
            self.headlines.append(words)

    def email(self, words: Words, label: Words | None = None) -> None:
        text = words.plain.strip()
        if not is_email(text) and len(found := _EMAIL.findall(text)) > 1 and not _EMAIL.sub("", text).strip(" ,;/|"):
            self.emails += [Said(one, words.span) for one in found]
        elif not is_email(text):
            self.address(words, label)
        else:
            said = Said(text, words.span)
            self.emails.append({"label": label.said(), "email": said} if label else said)

    def phone(self, words: Words, label: Words | None = None) -> None:
        said = Said(words.plain.strip(), words.span)
        self.phones.append({"label": label.said(), "phone": said} if label else said)

    def address(self, words: Words, label: Words | None = None) -> None:
        self.addresses.append({"label": label.said(), "address": words.said()} if label else words.said())

    def website(self, words: Words, address: str = "", label: Words | None = None) -> None:
        """An address, or a text with a link. Profiles on known networks are recognised."""
        text = words.plain.strip()
        target = link_target(address or text)
        if not target or " " in target:
            several = text.split()
            if label is None and len(several) > 1 and all(map(link_target, several)):
                for one in several:
                    self.website(Words((one,), words.span))
            else:
                self.address(words, label)
            return
        if target.startswith("mailto:"):
            self.email(Words((target.removeprefix("mailto:"),), words.span) if "@" not in text else words, label)
            return
        if self._profile_of(target, words):
            return
        plain = target.removeprefix("https://").removeprefix("http://").removesuffix("/")
        said = Said(target, words.span)
        if label is None and (text in (target, address) or text.removesuffix("/") == plain or not text):
            self.websites.append(said)
        else:
            shown = joined_words(": ", [label, words])
            assert shown
            self.links.append({"label": Said(shown.plain, words.span), "url": said})

    def _profile_of(self, target: str, words: Words) -> bool:
        for network, known in NETWORKS.items():
            is_address = network != "mastodon" or "/@" in target
            if (
                is_address
                and network not in self.profiles
                and (name := known.read(target))
                and is_profile(network, name)
            ):
                text = words.plain.strip().removeprefix("@").removesuffix("/")
                shown = text.removeprefix("https://").removeprefix("http://").removeprefix("www.")
                is_title = folded_words(text) in (folded_words(known.title), network.replace("_", " "))
                if is_title:
                    text = target.removeprefix("https://").removeprefix("http://").removesuffix("/")
                elif text not in (name, target) and not known.url(name).endswith(shown):
                    # The text of the link says something else.
                    return False
                self.profiles[network] = Said(text if known.read(text) == name else name, words.span)
                return True
        return False

    def profile(self, network: str, words: Words, address: str = "") -> None:
        """A name on a network."""
        name = network.casefold().strip()
        known = _ALIASES.get(name, name)
        text = words.plain.strip()
        if known in NETWORKS and known not in self.profiles:
            found = NETWORKS[known].read(address) if address else None
            own = NETWORKS[known].read(text)
            found = own or found
            if found and is_profile(known, found):
                self.profiles[known] = Said(text if own else found, words.span)
                return
        if not address and name in _OTHER_NETWORKS and re.fullmatch(r"[\w./@-]{1,80}", text):
            address = _OTHER_NETWORKS[name].format(text.removeprefix("@"))
        title = NETWORKS[known].title if known in NETWORKS else name.capitalize()
        if target := link_target(address or ("" if " " in text else text if "/" in text or "://" in text else "")):
            self.links.append({"label": Said(f"{title}: {text}", words.span), "url": Said(target, words.span)})
        else:
            self.addresses.append({"label": title, "address": words.said()})

    def labelled(self, label: Words, words: Words) -> bool:
        """A text whose label names a field of the owner; False if it does not."""
        known = owner_field(label.plain)
        words = words.unstyled()
        if known == "name" and not self.has_name:
            family, comma, given = words.plain.partition(",")
            if comma:
                self.name(Words((f"{given.strip()} {family.strip()}",), words.span))
            else:
                self._piece(words)
        elif known == "headline":
            self.headline(words)
        elif known in ("email", "phone", "address"):
            self.anything(words, is_address=known == "address")
        else:
            return False
        return True

    def anything(self, words: Words, *, is_address: bool = False) -> None:
        """A text of the head: each of its parts goes where it looks like it belongs."""
        if len(words.plain) > _LONGEST:
            self.address(words)
            return
        is_phone = bool(_PHONE.fullmatch(words.plain.strip()))
        pieces = (words,) if is_phone else words.pieces(_SEPARATOR)
        # What stands beside an address is no motto.
        is_address |= self.has_name and len(pieces) > 1 and any(map(_is_contact, pieces))
        for piece in pieces:
            text = piece.plain
            if is_address and not re.search(r"[@\d/.]", text) and not _LABELLED.match(text):
                self.address(piece.unstyled())
            else:
                self._piece(piece.unstyled())

    def _piece(self, words: Words) -> None:
        words = words.stripped(" ,;·|•").without_icon()
        if not any(map(str.isalnum, words.plain)):
            return
        # Lines of an address are one address, until something else stands between them.
        is_open, self.is_address_open = self.is_address_open, False
        self._sort_in(words, is_open=is_open)

    def _sort_in(self, words: Words, *, is_open: bool) -> None:
        text = words.plain
        if not self.has_name and (found := _PRONOUNS.fullmatch(text)) and _is_name(found[1]):
            self.name(words.part(0, found.end(1)))
            self.owner["pronouns"] = Said(found[2], words.span)
            return
        for pattern in (_FORMER, _NAME_AND_REST):
            if not self.has_name and (found := pattern.fullmatch(text)) and _is_name(found["name"]):
                self.name(words.part(0, found.end("name")))
                if pattern is _FORMER:
                    self._former_name(found["former"].strip(), words)
                    self.owner["name_note"] = Said(found["note"], words.span)
                self._piece(words.part(found.start("rest")))
                return
        label: Words | None = None
        if (found := _LABELLED.match(words.plain)) and words.plain[found.end() :].strip():
            label, words = words.part(0, found.end(1)), words.part(found.end()).unstyled()
            text = words.plain.strip(" ,;")
            if owner_field(label.plain) in ("name", "headline") and self.labelled(label, words):
                return
        if words.links and len(words.links) == 1 and words.links[0].url:
            url = words.links[0].url
            if not self.has_name and label is None and _is_name(text) and not link_target(text):
                self.name(words)
                self.website(Words((url,), words.span), url)
            elif url.startswith("tel:") or (_PHONE.fullmatch(text) and not _EMAIL.search(url)):
                self.phone(words, label)
            elif url.startswith("mailto:") and not is_email(text):
                self.links.append({"label": Said(text, words.span), "url": Said(url, words.span)})
            elif label and _ALIASES.get(folded_words(label.plain), folded_words(label.plain)) in NETWORKS:
                self.profile(folded_words(label.plain), words, url)
            else:
                self.website(words, url, label)
        elif is_email(text):
            self.email(words.stripped(" ,;"), label)
        elif label and _ALIASES.get(folded_words(label.plain), folded_words(label.plain)) in NETWORKS:
            self.profile(folded_words(label.plain), words)
        elif _PHONE.fullmatch(text):
            self.phone(words.stripped(" ,;"), label)
        elif _ADDRESS.fullmatch(text) and link_target(text):
            self.website(words, "", label)
        elif (email := _EMAIL.search(text)) or (email := _PHONE.search(text)):
            self._around(words, email.start(), email.end(), label)
        elif not self.has_name and label is None and _is_name(text):
            self.name(words)
        elif folded_words(text) in _HEADINGS or (
            label is None and not re.search(r"[\d,]", text) and not self.headlines and not is_institution(text)
        ):
            self.headline(words)
        elif label is None and is_open and isinstance(last := self.addresses[-1], Said):
            self.addresses[-1] = Said(f"{last.text}, {words.said().text}", last.span, is_markup=True)
            self.is_address_open = True
        else:
            self.address(words, label)
            self.is_address_open = label is None

    def _around(self, words: Words, start: int, end: int, label: Words | None) -> None:
        """A text with an address in the middle."""
        offset = len(words.plain) - len(words.plain.lstrip(" ,;"))
        before, middle, after = (
            words.part(0, offset + start), words.part(offset + start, offset + end), words.part(offset + end)
        )  # fmt: skip
        before = before.stripped(" ,;:()")
        if before and len(before.plain) <= 12 and label is None and before.plain.isalpha():
            label, before = before, Words((), before.span)
        if before:
            self._piece(before)
        (self.email if is_email(middle.plain) else self.phone)(middle, label)
        if after := after.stripped(" ,;:()"):
            self._piece(after)


def _is_contact(words: Words) -> bool:
    text = words.plain.strip()
    return bool(_EMAIL.search(text) or _PHONE.fullmatch(text))


def _is_name(text: str) -> bool:
    if (title := _TITLE.match(text)) and title.end() < len(text):
        text = text[title.end() :]
    words = text.split()
    return (
        len(text) <= _MAX_NAME
        and 1 <= len(words) <= 7
        and not re.search(r"[\d@:/]", text)
        and folded_words(text) not in _HEADINGS
        and all(word[0].isupper() or not word[0].isascii() or len(word) <= 3 or word[0] in "(‘’'" for word in words)
    )


def head(lines: Iterable[Words]) -> ContactDetails:
    """The lines above the first section."""
    details = ContactDetails()
    for words in lines:
        details.anything(words)
    return details
