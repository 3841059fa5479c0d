"""The types of works in other formats -> entry types of a .bib file. What is unknown becomes `misc`, with a guess."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
CSL: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("article-journal", "article-magazine", "article-newspaper", "review", "review-book"), "article"
    ),
    "article": "unpublished",
    **dict.fromkeys(("book", "classic", "collection"), "book"),
    **dict.fromkeys(("chapter", "entry", "entry-dictionary", "entry-encyclopedia"), "incollection"),
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
    **dict.fromkeys(
        ("bill", "broadcast", "document", "event", "figure", "graphic", "hearing", "interview", "legal_case",
         "legislation", "map", "motion_picture", "musical_score", "performance", "personal_communication",
         "regulation", "song", "speech", "standard", "treaty"),
        "misc",
    ),
}  # fmt: skip
# https://api.crossref.org/v1/types
CROSSREF: Final[Mapping[str, str]] = {
    "journal-article": "article",
    **dict.fromkeys(("book", "monograph", "edited-book", "reference-book", "book-set", "book-series"), "book"),
    **dict.fromkeys(("book-chapter", "book-section", "book-part", "book-track", "reference-entry"), "incollection"),
    "proceedings-article": "inproceedings",
    **dict.fromkeys(("proceedings", "proceedings-series"), "proceedings"),
    "posted-content": "unpublished",
    "dissertation": "thesis",
    **dict.fromkeys(("report", "report-component", "report-series"), "report"),
    **dict.fromkeys(("dataset", "database"), "dataset"),
    **dict.fromkeys(("journal", "journal-volume", "journal-issue"), "periodical"),
    **dict.fromkeys(("component", "grant", "other", "peer-review", "standard", "standard-series"), "misc"),
}  # fmt: skip
# https://docs.openalex.org: those of its own; all others are Crossref's.
OPENALEX: Final[Mapping[str, str]] = {
    **CROSSREF,
    **dict.fromkeys(("article", "review", "letter", "editorial", "erratum", "retraction"), "article"),
    "preprint": "unpublished",
    **dict.fromkeys(("paratext", "libguides", "supplementary-materials"), "misc"),
}
# https://schema.datacite.org/meta/kernel-4.6: resourceTypeGeneral
DATACITE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("JournalArticle", "DataPaper"), "article"),
    "Preprint": "unpublished",
    "Book": "book",
    "BookChapter": "incollection",
    "ConferencePaper": "inproceedings",
    "ConferenceProceeding": "proceedings",
    "Dissertation": "thesis",
    "Report": "report",
    "Dataset": "dataset",
    **dict.fromkeys(("Software", "ComputationalNotebook"), "software"),
    "Journal": "periodical",
    **dict.fromkeys(
        ("Audiovisual", "Award", "Collection", "Event", "Image", "Instrument", "InteractiveResource", "Model",
         "OutputManagementPlan", "Other", "PeerReview", "PhysicalObject", "Project", "Service", "Sound", "Standard",
         "StudyRegistration", "Text", "Workflow"),
        "misc",
    ),
}  # fmt: skip
# https://en.wikipedia.org/wiki/RIS_(file_format)#Type_of_reference
RIS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "MGZN", "NEWS", "ABST", "INPR"), "article"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE", "CLSWK"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), "incollection"),
    **dict.fromkeys(("CONF", "CPAPER"), "inproceedings"),
    "THES": "thesis",
    **dict.fromkeys(("RPRT", "GOVDOC"), "report"),
    **dict.fromkeys(("DATA", "AGGR", "DBASE"), "dataset"),
    "COMP": "software",
    "PAT": "patent",
    "PAMP": "booklet",
    "SER": "periodical",
    **dict.fromkeys(("ELEC", "BLOG", "ICOMM"), "online"),
    **dict.fromkeys(("UNPB", "MANSCPT"), "unpublished"),
    **dict.fromkeys(
        ("ADVS", "ANCIENT", "ART", "BILL", "CASE", "CHART", "CTLG", "DI", "EQUA", "FIGURE", "GEN", "GRANT", "HEAR",
         "LEGAL", "MAP", "MPCT", "MULTI", "MUSIC", "PCOMM", "SLIDE", "SOUND", "STAND", "STAT", "UNBILL", "VIDEO"),
        "misc",
    ),
}  # fmt: skip
# EndNote's XML: <ref-type name="...">
ENDNOTE: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("Journal Article", "Electronic Article", "Magazine Article", "Newspaper Article"), "article"
    ),
    **dict.fromkeys(("Book", "Edited Book", "Electronic Book", "Classical Work"), "book"),
    **dict.fromkeys(("Book Section", "Electronic Book Section", "Encyclopedia", "Dictionary"), "incollection"),
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
    **dict.fromkeys(
        ("Generic", "Artwork", "Audiovisual Material", "Bill", "Case", "Catalog", "Chart or Table", "Equation",
         "Figure", "Film or Broadcast", "Grant", "Hearing", "Interview", "Legal Rule or Regulation", "Map", "Music",
         "Personal Communication", "Podcast", "Press Release", "Standard", "Statute"),
        "misc",
    ),
}  # fmt: skip
# PubMed's publication types: https://www.nlm.nih.gov/mesh/pubtypes.html. All others are articles.
PUBMED: Final[Mapping[str, str]] = {"Preprint": "unpublished", "Dataset": "dataset", "Books": "book"}
