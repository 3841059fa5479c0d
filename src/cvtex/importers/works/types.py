"""The types of works in other formats -> entry types of a .bib file. What is unknown becomes `misc`, with a guess.

`preprint` stands for `@unpublished` with the status of a preprint. All other types are biblatex's, and `@presentation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
CSL: Final[Mapping[str, str]] = {
    **dict.fromkeys(("article-journal", "article-magazine", "article-newspaper"), "article"),
    **dict.fromkeys(("review", "review-book"), "review"),
    "article": "preprint",
    **dict.fromkeys(("book", "classic"), "book"),
    "collection": "collection",
    **dict.fromkeys(("chapter", "entry"), "incollection"),
    **dict.fromkeys(("entry-dictionary", "entry-encyclopedia"), "inreference"),
    "paper-conference": "inproceedings",
    "thesis": "thesis",
    "report": "report",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "manuscript": "unpublished",
    "periodical": "periodical",
    "pamphlet": "booklet",
    **dict.fromkeys(("webpage", "post", "post-weblog"), "online"),
    "speech": "presentation",
    "performance": "performance",
    **dict.fromkeys(("figure", "graphic", "map"), "image"),
    **dict.fromkeys(("broadcast", "motion_picture"), "movie"),
    "musical_score": "music",
    "song": "audio",
    "personal_communication": "letter",
    "standard": "standard",
    "legal_case": "jurisdiction",
    **dict.fromkeys(("bill", "legislation", "regulation"), "legislation"),
    **dict.fromkeys(("hearing", "treaty"), "legal"),
    **dict.fromkeys(("document", "event", "interview"), "misc"),
}
# https://api.crossref.org/v1/types
CROSSREF: Final[Mapping[str, str]] = {
    "journal-article": "article",
    **dict.fromkeys(("book", "monograph", "reference-book", "book-set", "book-series"), "book"),
    "edited-book": "collection",
    **dict.fromkeys(("book-chapter", "book-section", "book-part", "book-track"), "incollection"),
    "reference-entry": "inreference",
    "proceedings-article": "inproceedings",
    **dict.fromkeys(("proceedings", "proceedings-series"), "proceedings"),
    "posted-content": "preprint",
    "dissertation": "thesis",
    **dict.fromkeys(("report", "report-component", "report-series"), "report"),
    **dict.fromkeys(("dataset", "database"), "dataset"),
    **dict.fromkeys(("journal", "journal-volume", "journal-issue"), "periodical"),
    **dict.fromkeys(("standard", "standard-series"), "standard"),
    **dict.fromkeys(("component", "grant", "other", "peer-review"), "misc"),
}  # fmt: skip
# https://docs.openalex.org: those of its own; all others are Crossref's.
OPENALEX: Final[Mapping[str, str]] = {
    **CROSSREF,
    **dict.fromkeys(("article", "review", "letter", "editorial", "erratum", "retraction"), "article"),
    "preprint": "preprint",
    "software": "software",
    **dict.fromkeys(("paratext", "libguides", "supplementary-materials"), "misc"),
}
# https://schema.datacite.org/meta/kernel-4.6: resourceTypeGeneral
DATACITE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("JournalArticle", "DataPaper"), "article"),
    "Preprint": "preprint",
    "Book": "book",
    "BookChapter": "incollection",
    "ConferencePaper": "inproceedings",
    "ConferenceProceeding": "proceedings",
    "Dissertation": "thesis",
    "Report": "report",
    "Dataset": "dataset",
    **dict.fromkeys(("Software", "ComputationalNotebook"), "software"),
    "Journal": "periodical",
    **dict.fromkeys(("Poster", "Presentation"), "presentation"),
    "Audiovisual": "video",
    "Image": "image",
    "Sound": "audio",
    "Standard": "standard",
    **dict.fromkeys(
        ("Award", "Collection", "Event", "Instrument", "InteractiveResource", "Model", "OutputManagementPlan", "Other",
         "PeerReview", "PhysicalObject", "Project", "Service", "StudyRegistration", "Text", "Workflow"),
        "misc",
    ),
}  # fmt: skip
# https://en.wikipedia.org/wiki/RIS_(file_format)#Type_of_reference
RIS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "MGZN", "NEWS", "ABST", "INPR"), "article"),
    **dict.fromkeys(("BOOK", "EBOOK", "WHOLE", "CLSWK"), "book"),
    "EDBOOK": "collection",
    **dict.fromkeys(("CHAP", "ECHAP"), "incollection"),
    **dict.fromkeys(("ENCYC", "DICT"), "inreference"),
    **dict.fromkeys(("CONF", "CPAPER"), "inproceedings"),
    "THES": "thesis",
    **dict.fromkeys(("RPRT", "GOVDOC"), "report"),
    **dict.fromkeys(("DATA", "AGGR", "DBASE"), "dataset"),
    "COMP": "software",
    "PAT": "patent",
    "PAMP": "booklet",
    "SER": "periodical",
    **dict.fromkeys(("ELEC", "BLOG", "WEB"), "online"),
    **dict.fromkeys(("UNPB", "MANSCPT"), "unpublished"),
    "PREPRINT": "preprint",
    "SLIDE": "presentation",
    **dict.fromkeys(("ICOMM", "PCOMM"), "letter"),
    **dict.fromkeys(("ART", "FIGURE", "MAP"), "image"),
    **dict.fromkeys(("MPCT", "VIDEO"), "movie"),
    "MUSIC": "music",
    **dict.fromkeys(("SOUND", "PODCST"), "audio"),
    "STAND": "standard",
    "CASE": "jurisdiction",
    **dict.fromkeys(("BILL", "STAT", "UNBILL"), "legislation"),
    **dict.fromkeys(("HEAR", "LEGAL"), "legal"),
    **dict.fromkeys(
        ("ADVS", "ANCIENT", "CHART", "CTLG", "DI", "EQUA", "GEN", "GRANT", "INTV", "MULTI", "PRESS"),
        "misc",
    ),
}  # fmt: skip
# EndNote's XML: <ref-type name="...">
ENDNOTE: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("Journal Article", "Electronic Article", "Magazine Article", "Newspaper Article"), "article"
    ),
    **dict.fromkeys(("Book", "Electronic Book", "Classical Work"), "book"),
    "Edited Book": "collection",
    **dict.fromkeys(("Book Section", "Electronic Book Section"), "incollection"),
    **dict.fromkeys(("Encyclopedia", "Dictionary"), "inreference"),
    **dict.fromkeys(("Conference Paper", "Conference Proceedings"), "inproceedings"),
    "Thesis": "thesis",
    **dict.fromkeys(("Report", "Government Document"), "report"),
    **dict.fromkeys(("Dataset", "Aggregated Database", "Online Database"), "dataset"),
    "Computer Program": "software",
    "Patent": "patent",
    "Pamphlet": "booklet",
    "Serial": "periodical",
    **dict.fromkeys(("Web Page", "Blog", "Online Multimedia"), "online"),
    **dict.fromkeys(("Unpublished Work", "Manuscript"), "unpublished"),
    "Preprint": "preprint",
    **dict.fromkeys(("Artwork", "Figure", "Map"), "image"),
    **dict.fromkeys(("Audiovisual Material", "Film or Broadcast"), "movie"),
    "Music": "music",
    "Podcast": "audio",
    "Personal Communication": "letter",
    "Standard": "standard",
    "Case": "jurisdiction",
    **dict.fromkeys(("Bill", "Statute"), "legislation"),
    **dict.fromkeys(("Hearing", "Legal Rule or Regulation"), "legal"),
    **dict.fromkeys(
        ("Ancient Text", "Catalog", "Chart or Table", "Discussion Forum", "Equation", "Generic", "Grant", "Interview",
         "Multimedia Application", "Press Release", "Social Media", "Television Episode"),
        "misc",
    ),
}  # fmt: skip
# PubMed's publication types: https://www.nlm.nih.gov/mesh/pubtypes.html. All others are articles.
PUBMED: Final[Mapping[str, str]] = {
    "Preprint": "preprint",
    "Dataset": "dataset",
    "Books": "book",
    "Book Chapter": "incollection",
}
