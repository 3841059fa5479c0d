"""Titles of sections, and a few labels, in the language of a CV, for sources that name their parts by keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.importers.imported import ImportedSection
from cvtex.value import replace

_NAMES: Final = (
    "Experience", "Education", "Projects", "Awards", "Certificates", "Volunteering", "Skills", "Languages",
    "Interests", "References", "Publications", "Summary", "Personal Data", "Date of birth", "Gender",
    "Nationality", "mother tongue",
)  # fmt: skip
_WRITTEN: Final = {
    "de": "Berufserfahrung|Ausbildung|Projekte|Auszeichnungen|Zertifikate|Ehrenamt|Kenntnisse|Sprachen|Interessen"
    "|Referenzen|Publikationen|Profil|Persönliche Daten"
    "|Geburtsdatum|Geschlecht|Staatsangehörigkeit|Muttersprache",
    "fr": "Expérience professionnelle|Formation|Projets|Prix et distinctions|Certificats|Bénévolat|Compétences|Langues"
    "|Centres d’intérêt|Références|Publications|Profil|Données personnelles"
    "|Date de naissance|Genre|Nationalité|langue maternelle",
    "es": "Experiencia profesional|Educación|Proyectos|Premios|Certificados|Voluntariado|Competencias|Idiomas"
    "|Intereses|Referencias|Publicaciones|Perfil|Datos personales"
    "|Fecha de nacimiento|Género|Nacionalidad|lengua materna",
    "it": "Esperienza professionale|Istruzione e formazione|Progetti|Premi|Certificati|Volontariato|Competenze|Lingue"
    "|Interessi|Referenze|Pubblicazioni|Profilo|Dati personali"
    "|Data di nascita|Genere|Nazionalità|madrelingua",
    "nl": "Werkervaring|Opleiding|Projecten|Prijzen|Certificaten|Vrijwilligerswerk|Vaardigheden|Talen|Interesses"
    "|Referenties|Publicaties|Profiel|Persoonlijke gegevens"
    "|Geboortedatum|Geslacht|Nationaliteit|moedertaal",
    "pt": "Experiência profissional|Formação|Projetos|Prêmios|Certificados|Voluntariado|Competências|Idiomas"
    "|Interesses|Referências|Publicações|Perfil|Dados pessoais"
    "|Data de nascimento|Género|Nacionalidade|língua materna",
    "nb": "Arbeidserfaring|Utdanning|Prosjekter|Priser|Sertifikater|Frivillig arbeid|Ferdigheter|Språk|Interesser"
    "|Referanser|Publikasjoner|Profil|Personalia"
    "|Fødselsdato|Kjønn|Nasjonalitet|morsmål",
    "sv": "Arbetslivserfarenhet|Utbildning|Projekt|Utmärkelser|Certifikat|Ideellt arbete|Kompetenser|Språk|Intressen"
    "|Referenser|Publikationer|Profil|Personuppgifter"
    "|Födelsedatum|Kön|Nationalitet|modersmål",
    "pl": "Doświadczenie zawodowe|Wykształcenie|Projekty|Nagrody|Certyfikaty|Wolontariat|Umiejętności|Języki"
    "|Zainteresowania|Referencje|Publikacje|Profil|Dane osobowe"
    "|Data urodzenia|Płeć|Obywatelstwo|język ojczysty",
    "id": "Pengalaman Kerja|Pendidikan|Proyek|Penghargaan|Sertifikat|Kegiatan Sukarela|Keahlian|Bahasa|Minat"
    "|Referensi|Publikasi|Profil|Data Pribadi"
    "|Tanggal lahir|Jenis kelamin|Kewarganegaraan|bahasa ibu",
    "ja": "職歴|学歴|プロジェクト|受賞歴|資格|ボランティア活動|スキル|語学|趣味|推薦者|出版物|概要|個人情報"
    "|生年月日|性別|国籍|母語",
    "zh": "工作经历|教育背景|项目经历|获奖情况|证书|志愿服务|技能|语言|兴趣爱好|推荐人|论文发表|个人简介|个人信息"
    "|出生日期|性别|国籍|母语",
    "zh-Hant": "工作經歷|教育背景|專案經歷|獲獎情況|證書|志願服務|技能|語言|興趣愛好|推薦人|論文發表|個人簡介|個人資訊"
    "|出生日期|性別|國籍|母語",
}
_TITLES: Final[Mapping[str, Mapping[str, str]]] = {
    language: dict(zip(_NAMES, written.split("|"), strict=True)) for language, written in _WRITTEN.items()
}


def title_in(language: str, title: str) -> str:
    """`title` is English; it stays so in a language that has none."""
    known = _TITLES.get(language) or _TITLES.get(language.partition("-")[0], {})
    return known.get(title, title)


def in_language(sections: Iterable[ImportedSection], language: str) -> tuple[ImportedSection, ...]:
    """Sections with the program's own titles in a language; titles of the source stay."""
    return tuple(
        replace(one, title=title_in(language, one.title)) if isinstance(one.title, str) else one for one in sections
    )
