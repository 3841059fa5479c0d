r"""What the commands of LaTeX classes for CVs mean, as data.

A meaning is an action and the arguments of the command: `entry [-] dates title` is an entry with an option, which is
skipped, the dates and the title. An argument in brackets is optional, `-` is skipped, a word with a star may hold
lines and lists. The names of arguments are those of parts of an entry, or of fields of the owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from cvtex.value import Value

Action = Literal[
    "entry", "pair", "pairs", "point", "points", "heading", "subheading", "owner", "skip", "text", "lines", "fields",
    "photo", "tags", "ratings", "referee", "section", "works", "inline", "rubric", "slices",
]  # fmt: skip


class Argument(Value):
    name: str
    is_optional: bool = False

    @property
    def is_skipped(self) -> bool:
        return self.name == "-"

    @property
    def has_blocks(self) -> bool:
        return self.name.endswith("*") and self.name != "*"


class Meaning(Value):
    action: Action
    arguments: tuple[Argument, ...]
    title: str = ""

    @property
    def mandatory(self) -> int:
        return sum(not one.is_optional and one.name != "*" for one in self.arguments)


def _table(text: str) -> dict[str, Meaning]:
    """Lines `command: action arguments`. After a bar, a title that the class prints."""
    table = {}
    for line in text.strip().splitlines():
        names, _, meaning = line.strip().partition(": ")
        words, _, title = meaning.partition(" | ")
        action, *arguments = words.split()
        read = Meaning(action, tuple(_argument(one) for one in arguments), title)  # type: ignore[arg-type]
        table.update(dict.fromkeys(names.split(), read))
    return table


def _argument(text: str) -> Argument:
    return Argument(text[1:-1], True) if text.startswith("[") else Argument(text)


_MODERNCV = _table(r"""
name: owner given family
firstname: owner given
familyname lastname: owner family
title: owner headline
address: owner address [-] address address
phone: owner [type] phone
mobile: owner mobile
fax: owner fax
email: owner email
homepage: owner website
social: owner [network] [-] profile
extrainfo: owner extra
born: owner born
quote: owner quote
photo: photo [-] [-] file
section: heading * [-] title
subsection: subheading * [-] title
cventry: entry [-] dates title organisation place grade text*
cvitem: pair [-] label words*
cvitemwithcomment: pair [-] label words comment
cvdoubleitem: pairs [-] label words label words
cvtripleitem: pairs [-] label words label words label words
cvlistitem: point [-] words*
cvlistdoubleitem: points [-] words words
cvline: pair [-] label words*
cvcomputer: pairs [-] label words label words
cvlanguage: pair [-] label words comment
cvcolumn: pair [-] label words*
cvskillentry: ratings * [-] group level skill years words
cvskillhead: skip * [-] [-]
cvskilllegend cvskillplainlegend: skip * [-] -
moderncvtheme moderncvstyle moderncvcolor nopagenumbers: skip [-] -
recipient: text words* words* | Letter
opening closing date: text words
enclosure: text [-] words
signature: skip - -
subject postscript: text words
""")

_ALTACV = _table(r"""
name: owner name
tagline: owner headline
photo photoL photoR: photo - file
email: owner email
phone: owner phone
mailaddress: owner address
location: owner location
homepage: owner website
twitter xtwitter linkedin github orcid gitlab medium researchgate: owner profile
googlescholar stackoverflow mastodon kaggle: owner profile
linkedinhref githubhref twitterhref: owner profile -
cvsection: heading [-] title
cvsubsection: subheading title
cvevent: entry title organisation dates place
cvproject: entry title dates place
cvachievement: entry - title text*
cvtag: tags words
cvskill: pair label level
cvskillstr: pair label words
cvref: referee title organisation email address*
wheelchart: slices - - slices
divider makecvheader makecvfooter switchcolumn: skip
columnratio: skip -
NewInfoField: skip * - - [-]
mynames: skip -
printinfo: inline - words [-]
addnextpagesidebar addsidebar: skip [-] -
""")

_AWESOME = _table(r"""
name: owner given family
position: owner headline
address: owner address
mobile phone: owner phone
email: owner email
homepage: owner website
github gitlab linkedin twitter x skype reddit medium kaggle bitbucket hackerrank telegram orcid mastodon: owner profile
whatsapp: owner profile
stackoverflow googlescholar: owner profile -
dateofbirth: owner born
extrainfo: owner extra
quote: owner quote
photo: photo [-] file
cvsection: heading title
cvsubsection: subheading title
cventry: entry title organisation place dates text*
cvsubentry: entry title organisation dates text*
cvhonor: entry title organisation place dates
cvskill: pair label words
lettersection: heading title
makecvheader: skip [-]
makecvfooter: skip - - -
makelettertitle: skip
recipient: text words words* | Letter
letterdate lettertitle letteropening letterclosing: text words
letterenclosure: text [-] words
colorizelinks headerlocation headerphone: skip
""")

_EUROPASS = _table(r"""
ecvname: owner name
ecvfirstname: owner given
ecvlastname: owner family
ecvaddress: owner address [-] address
ecvtelephone: owner [phone] phone
ecvmobile ecvworkphone: owner phone
ecvfax: owner fax
ecvemail: owner email
ecvhomepage ecvwebsite: owner website
ecvlinkedinpage ecvlinkedin: owner linkedin
ecvgithubpage ecvgithub: owner github
ecvgitlabpage: owner gitlab
ecvskype: owner skype
ecvorcid: owner orcid
ecvim: owner network profile
ecvdateofbirth: owner born
ecvnationality: owner nationality
ecvgender: owner gender
ecvpicture: photo [-] file
ecvfootername ecvpersonalinfo ecvbluenormalstyle ecvlanguagefooter ecvlanguageheader: skip [-]
ecvfootername: skip -
ecvsection: heading title
ecvsubsection: subheading title
ecvtitle: entry dates title
ecvtitlelevel: entry dates title level
ecvbigitem: pair label words*
ecvitem: pair [-] label words*
ecvblueitem: pair [-] label words*
ecvmothertongue: pair [-] words | Mother tongue
ecvlanguage: ratings [-] skill level level level level level
ecvlastlanguage: ratings [-] skill level level level level level
ecvlanguagecertificate: text words
ecvdigitalcompetence: ratings [-] level level level level level
ecvhighlight ecvcvheading: inline words
ecvhighlightcell: inline - words
ecvthispagefooter ecvlefthead: skip -
ecvBasic ecvIndependent ecvProficient: skip
""")

_RES = _table(r"""
name: owner name
address: owner address
section: heading * [-] title
employer: fields organisation
title: fields title
location: fields place
dates: fields dates
""")

_CURVE = _table(r"""
leftheader rightheader: owner head
title: owner headline
subtitle: owner headline
photo: photo [-] file
makerubric: rubric file
subrubric: subheading title
makeheaders: skip [-]
noentry: text words
text: text words
""")

_LIMECV = _table(r"""
cvID: owner given family - headline
cvContactAddress: owner address
cvContactPhone: owner phone
cvContactEmail: owner - email
cvContactWebsite: owner - website
cvContactLinkedin: owner - linkedin
cvContactGithub: owner - github
cvContactGitlab: owner - gitlab
cvContactTwitter: owner - twitter
cvContactKeybase: owner - keybase
cvLanguage: pair label level
cvInterest: tags - words
cvInterestsPersonal cvInterestsProfessional: skip
cvProject: entry [-] title text*
cvItem: lines [-] words*
cvSkill cvSkillOne: ratings level skill
cvSkillTwo: ratings level skill level skill
cvAddReference cvBeneficiary: referee keys
cvSetLanguage cvTagLine: skip -
cvFullName: skip
""")

_TWENTY = _table(r"""
profilepic: photo file
cvname: owner name
cvjobtitle: owner headline
cvdate: owner born
cvaddress: owner address
cvnumberphone: owner phone
cvmail: owner email
cvsite: owner website
cvlinkedin: owner linkedin
cvgithub: owner github
cvkeybase: owner keybase
aboutme: section text* | About me
about: section text* | About me
interests: section text* | Interests
education: section text* | Education
skills: slices skills | Skills
skillstext: slices skills
makeprofile: skip [-]
twentyitem: entry dates title place text*
twentyitemshort: entry dates title
twentyitemshorticon: entry - dates title
profilesection: heading title
icontext: text - [-] words
""")

_RESUME = _table(r"""
name: owner name
address: owner head
resumeSubheading: entry first second third fourth
resumeHeading: entry first second third fourth
resumeQuadHeading: entry first second third fourth
resumeTrioHeading: entry first second third
resumeSubSubheading: entry first second
resumeProjectHeading: entry first second
resumeSubItem/1: point words
resumeSubItem/2: point label words
resumeItem/1: point words
resumeItem/2: point label words
resumeItemNH resumeItemWithoutTitle: point words
resumeSubHeadingListStart resumeSubHeadingListEnd resumeItemListStart resumeItemListEnd resumeHeadingSkillStart: skip
resumeHeadingSkillEnd resumeSubItemListStart resumeSubItemListEnd: skip
""")

_DEEDY = _table(r"""
namesection: owner given family head
lastupdated: skip
subsection: fields organisation
runsubsection: fields organisation
descript: fields title
location: fields dates
sectionsep: skip
""")

_FRIGGERI = _table(r"""
header: owner [-] given family headline
entry: entry dates title organisation text*
""")

# Classes and packages by name; what they mean is in force from the beginning.
CLASSES: Final[Mapping[str, Mapping[str, Meaning]]] = {
    "moderncv": _MODERNCV,
    "altacv": _ALTACV,
    "awesome-cv": _AWESOME,
    "russell": _AWESOME,
    "europasscv": _EUROPASS,
    "europecv": _EUROPASS,
    "europecv2013": _EUROPASS,
    "europass-cv": _EUROPASS,
    "res": _RES,
    "curve": _CURVE,
    "limecv": _LIMECV,
    "twentysecondcv": _TWENTY,
    "resume": _RESUME,
    "friggeri-cv": _FRIGGERI,
    "friggeri": _FRIGGERI,
    "deedy-resume": _DEEDY,
    "deedy-resume-openfont": _DEEDY,
    "deedy-resume-reversed": _DEEDY,
}
# Of macros that files copy into themselves; in force if the number of arguments is the same.
COPIED: Final[Mapping[str, Meaning]] = {name: meaning for name, meaning in _RESUME.items() if name.startswith("resume")}

COMMON: Final[Mapping[str, Meaning]] = _table(r"""
section chapter part: heading * [-] title
subsection subsubsection: subheading * [-] title
paragraph subparagraph: subheading * [-] title
author: owner name
title date: owner headline
bibliography printbibliography nobibliography putbib: works
""")

# What commands of other classes mean above the first section, if the file does not define them.
HEAD: Final[Mapping[str, Meaning]] = _table(r"""
name: owner [-] name
email mail: owner [-] email
phone mobile telephone tel cell: owner [-] phone
homepage website web url: owner [-] website
linkedin github gitlab twitter orcid: owner [-] profile
address contacts contact location: owner [-] head
tagline position jobtitle: owner headline
photo picture: photo [-] file
makeheader makecvheader: skip
""")

# Environments that begin with arguments, or that print a title.
SECTIONS: Final[Mapping[str, str]] = {
    "cvProfile": "Profile", "cvLanguages": "Languages", "cvInterests": "Interests", "cvProjects": "Projects",
    "cvEducation": "Education", "cvExperience": "Experience", "cvSkills": "Skills", "cvReferences": "References",
    "cvPublications": "Publications", "cvAwards": "Awards", "cvCoverLetter": "Cover letter",
}  # fmt: skip
TITLED: Final = frozenset({"rSection", "rubric", "cvSection", "CVSection", "ressection", "resumesection"})
ENTRIES: Final[Mapping[str, str]] = {"rSubsection": "organisation dates title place"}
LISTS: Final = frozenset(
    {
        "itemize", "enumerate", "description", "cvitems", "tightemize", "ecvitemize", "etaremune", "compactitem",
        "compactenum", "itemize*", "enumerate*", "cvlist", "factlist", "inparaenum", "list", "innerlist", "outerlist",
        "bulletlist", "thebibliography", "benumerate", "resumelist", "ecvenumerate", "publist", "hanginglist",
        "revnumerate", "bibenum", "tightitemize", "itemize1", "list1", "list2", "joblong", "achievements",
    }
)  # fmt: skip
TABLES: Final[Mapping[str, int]] = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "longtable": 1, "tabu": 1, "tabulary": 2, "supertabular": 1, "array": 1,
    "longtabu": 1, "tblr": 1, "longtblr": 1, "xltabular": 2, "NiceTabular": 1, "ltabulary": 2, "ecvtable": 0,
}  # fmt: skip
# Environments whose content is read as it stands -> the number of their arguments.
TRANSPARENT: Final[Mapping[str, int]] = {
    "minipage": 1, "multicols": 1, "multicols*": 1, "adjustwidth": 2, "paracol": 1, "wrapfigure": 2, "textblock": 1,
    "list": 2, "tcolorbox": 0, "hangparas": 2, "spacing": 1, "onehalfspace": 0, "cvSidebar": 0, "changemargin": 2,
    "adjustbox": 1, "textblock*": 1, "leftcolumn": 0, "rightcolumn": 0, "otherlanguage": 1, "etaremune": 0,
    "thebibliography": 1, "cvcolumns": 0,
}  # fmt: skip
DRAWINGS: Final = frozenset({"tikzpicture", "picture", "pspicture"})
HIDDEN: Final = DRAWINGS | {"comment", "filecontents", "filecontents*"}


# Environments in which each line of the source is a line.
OBEYING: Final = frozenset({"aside", "obeylines"})


def _signatures(text: str) -> dict[str, str]:
    """Lines `arguments: commands`."""
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        signature, _, names = line.partition(": ")
        table.update(dict.fromkeys(names.split(), "" if signature == "none" else signature))
    return table


# Commands without words, by their arguments.
SKIPPED: Final[Mapping[str, str]] = _signatures(r"""
none: obeycr restorecr reversemarginpar normalmarginpar listoffigures listoftables linenumbers
none: bgroup egroup twocolumn onecolumn monthyeardate monthyear
none: Email HUGE Huge LARGE Large Letter Mobilefone Mundus Telefon appendix arraybackslash balance balancecolumns
none: baselineskip begingroup bibsetup bigskip boldmath bottomrule break catcode centering clearpage columnbreak
none: columnwidth doublespacing else endfirsthead endfoot endgroup endhead endinput endlastfoot fi filbreak
none: flushbottom flushleft flushright footnotesize frenchspacing frontmatter goodbreak hangafter hangindent hfil
none: hline hrulefill huge hyphenpenalty iftutex ifxetex ignorespaces immediate indent kill large leavevmode
none: leftskip linewidth llap mainmatter makeatletter makeatother makecvtitle makeheader makeletterclosing
none: makelettertitle maketitle maketitlepage mdseries medskip midrule newblock newpage noindent nonfrenchspacing
none: normalfont normalsize null onehalfspacing parindent parskip pdfgentounicode personalinfo phantomsection protect
none: raggedbottom raggedleft raggedright relax rlap rmfamily scriptsize selectfont sffamily singlespacing sloppy
none: small smallskip strut switchcolumn textheight textwidth tikz tiny today toprule unskip upshape vfil vfill write
none: xspace z@ p@ strutbox tableofcontents newpagestyle
-: addfontfeature addfontfeatures contour defaultfontfeatures setulcolor soulregister
-: AtBeginDocument AtEndDocument DTLnewdb addvspace adjustbox colorbox ding extracolsep foreignlanguage
-: hyphenation markright needspace pdfinfo rowfont
- -: fcolorbox multicolumn setbeamercolor
[-]: addlinespace blindtext footnotemark lipsum newrefsection nopagebreak pagebreak
* - -: resizebox
* [-]: titlerule
- [-] -: newcolumntype
- -: addtocontents AtBeginEnvironment AtEndEnvironment BeforeBeginEnvironment AfterEndEnvironment
- - -: addcontentsline definecolor specialrule
- [-]: scalebox
-: textscale relsize
[-]: smaller larger textsmaller textlarger
[-] -: bibitem fancyhf pbox rotatebox textcolor
* [-] -: faIcon setlist
[-] - -: pdfbookmark rule
[-] [-]: framebox makebox
* [-] - -: DeclareMathOperator DeclareNameAlias SetLabelAlign addtocategory addtocounter addtolength colorlet
* [-] - -: defbibheading fontsize markboth newsavebox renewbibmacro setcounter setlength settowidth
- [-] [-]: raisebox
* [-] [-] -: AtBeginBibliography DeclareBibliographyCategory DeclareFieldFormat DeclareUnicodeCharacter Needspace
* [-] [-] -: RequirePackage WarningFilter addbibresource aiIcon arrayrulecolor babelfont bibliographystyle cellcolor
* [-] [-] -: cfoot chead cite citep citet cline cmidrule color columncolor cvItemMarker enlargethispage fancyfoot
* [-] [-] -: fancyhead fontencoding fontfamily fontseries fontshape geometry graphicspath hphantom hspace hypersetup
* [-] [-] -: hyphenchar includegraphics index label lfoot lhead linespread newcounter newfontfamily newlength nocite
* [-] [-] -: pagecolor pagenumbering pageref pagestyle phantom ref refstepcounter rfoot rhead rowcolor selectlanguage
* [-] [-] -: allsectionsfont sectionfont subsectionfont chapterfont
* [-] [-] -: pdfstringdefDisableCommands
* [-] [-] -: setdefaultlanguage setmainfont setmainlanguage setmonofont setotherlanguage setsansfont stepcounter
* [-] [-] -: thanks thispagestyle urlstyle usepackage usetikzlibrary vphantom vskip vspace
[-] - [-] -: multirow
* - - - - [-]: titlespacing
[-] [-] [-] -: parbox
* - [-] - - - - [-]: titleformat
""")
# Commands whose arguments may be commands without braces, as in `setlength`.
NAMED: Final = frozenset(
    {"setlength", "addtolength", "settowidth", "settoheight", "settodepth", "newlength", "newsavebox", "newfontfamily",
     "DeclareMathOperator", "DeclareUnicodeCharacter", "SetLabelAlign", "phantom"}
)  # fmt: skip
# Registers, to which a length or a number may be assigned.
REGISTERS: Final = frozenset(
    {
        "parindent", "parskip", "hangindent", "hangafter", "baselineskip", "leftskip", "rightskip", "tabcolsep",
        "textheight", "textwidth", "topmargin", "oddsidemargin", "evensidemargin", "itemsep", "topsep",
        "hyphenpenalty", "tolerance", "emergencystretch", "pdfgentounicode", "columnsep", "linewidth",
        "marginparwidth", "marginparsep", "headwidth", "marginparpush", "arraycolsep", "headheight", "headsep",
        "footskip", "parsep", "partopsep", "leftmargin", "everypar", "widowpenalty", "clubpenalty", "hskip", "vskip",
        "kern", "pdfminorversion", "pdfcompresslevel", "fboxsep", "multicolsep", "exhyphenpenalty",
    }
)  # fmt: skip
# Commands that print a sign or a blank.
SYMBOLS: Final[Mapping[str, str]] = {
    "cdotp": "·", "enskip": " ", "textbar": "|", "vert": "|", "diamond": "⋄", "thinspace": " ",
    "bullet": "•", "cdot": "·", "acvHeaderSocialSep": "|", "quad": " ", "qquad": " ", "enspace": " ",
}  # fmt: skip
# Where what follows stands at the right, or in a further column.
FILLS: Final = frozenset({"hfill", "dotfill", "hfilll", "tab", "tabto", "hrulefill@"})
BREAKS: Final = frozenset({"\\", "newline", "linebreak", "tabularnewline", "cr", "\r"})
LANGUAGES: Final[Mapping[str, str]] = {
    "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "french": "fr", "francais": "fr",
    "frenchb": "fr", "spanish": "es", "italian": "it", "portuguese": "pt", "brazilian": "pt-BR", "brazil": "pt-BR",
    "dutch": "nl", "swedish": "sv", "danish": "da", "norsk": "nb", "norwegian": "nb", "nynorsk": "nb", "finnish": "fi",
    "polish": "pl", "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr",
    "hungarian": "hu", "magyar": "hu", "romanian": "ro", "russian": "ru", "ukrainian": "uk", "bulgarian": "bg",
    "greek": "el",
    "turkish": "tr", "catalan": "ca", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "serbian": "sr-Latn",
    "serbianc": "sr", "british": "en-GB", "UKenglish": "en-GB", "american": "en-US", "USenglish": "en-US",
    "english": "en", "indonesian": "id", "vietnamese": "vi", "japanese": "ja", "korean": "ko", "chinese": "zh",
}  # fmt: skip
COLOURS: Final[Mapping[str, str]] = {
    "blue": "#3873b3", "orange": "#ff8040", "green": "#59b300", "red": "#f24040", "purple": "#8033b3",
    "grey": "#898989", "black": "#000000", "burgundy": "#90302b", "cerulean": "#007ba7",
}  # fmt: skip
"""Of moderncv."""
