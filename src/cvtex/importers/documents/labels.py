"""Labels of a CV's tables and forms: the names of columns, and what stands before a name or a telephone number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from cvtex.importers.documents.placing import folded_words

# The parts of a record.
_COLUMNS: Final[Mapping[str, str]] = {
    "dates": "date|dates|dates from to|period|year|years|time|duration|end date|start date|completion date|from to"
    "|completion date mm yyyy|end date mm yyyy|start date end date|zeitraum|datum|jahr|zeit|von bis|dauer|periode"
    "|annee|annees|dates de a|fecha|fechas|periodo|ano|anos|data|anno|date da a|jaar|okres|lata|год|годы|период"
    "|даты|时间|起止时间|年月|期間|年份|日期",
    "title": "position|role|title|job title|post|occupation|occupation or position held|function|degree|qualification"
    "|degree if applicable|title of qualification awarded|award|prize|name of award|course|module|funktion|stelle"
    "|position|tatigkeit als|beruf oder funktion|abschluss|bezeichnung der erworbenen qualifikation|lehrveranstaltung"
    "|poste|fonction|fonction ou poste occupe|diplome|intitule du certificat ou diplome delivre|puesto|cargo"
    "|profesion o cargo desempenado|titulo|titulo de la cualificacion obtenida|posizione|lavoro o posizione ricoperti"
    "|titolo|titolo della qualifica rilasciata|functie|stanowisko|должность|степень|职位|职务|学位|身分|職名",
    "organisation": "organisation|organization|employer|company|institution|institution and location|school|university"
    "|institution location|name and address of employer|name and type of organisation|awarding body|organizer"
    "|name and type of organisation providing education and training|arbeitgeber|einrichtung|hochschule|firma"
    "|name und adresse des arbeitgebers|name und art der bildungs oder ausbildungseinrichtung|employeur|etablissement"
    "|nom et adresse de l employeur|nom et type de l etablissement d enseignement ou de formation|empresa|institucion"
    "|nombre y direccion de la empresa|nombre y tipo de la organizacion que ha impartido la formacion"
    "|datore di lavoro|nome e indirizzo del datore di lavoro|ente|istituto|werkgever|instelling|pracodawca|uczelnia"
    "|организация|учреждение|место работы|учебное заведение|单位|工作单位|学校|机构|大学|勤務先|所属",
    "place": "place|location|city|town|country|town and country|ort|land|lieu|ville|pays|lugar|ciudad|pais|luogo|citta"
    "|plaats|miejsce|место|город|страна|地点|城市|場所",
    "text": "description|main activities and responsibilities|responsibilities|tasks|duties|field of study|field"
    "|subject|type of business or sector|principal subjects occupational skills covered|details|remarks|fach|aufgaben"
    "|wichtigste tatigkeiten und zustandigkeiten|tatigkeitsbereich oder branche"
    "|principales activites et responsabilites|type ou secteur d activite|domaine"
    "|funciones y responsabilidades principales|tipo de empresa o sector|materia"
    "|principali attivita e responsabilita|tipo di attivita o settore|описание|обязанности|специальность|专业|内容",
    "grade": "grade|mark|gpa|result|level in national or international classification|note|mention|nota|оценка|成绩",
}  # fmt: skip
# The fields of an owner.
_OWNER: Final[Mapping[str, str]] = {
    "name": "name|full name|name in full|first name s surname s|surname s first name s|first name and surname"
    "|first name surname|last name first name|first name last name|vor und nachname|vorname und name|name vorname"
    "|vorname name|nachname vorname|vorname s nachname n|nachname n vorname n|nom|nom et prenom|prenom et nom"
    "|nom s prenom s|nombre|nombre y apellidos|apellidos y nombre|apellido s nombre s|nome|nome e cognome"
    "|cognome nome|cognome i nome i|naam|imie i nazwisko|jmeno|фио|имя|имя и фамилия|姓名|名字|氏名|名前|성명|이름",
    "email": "e mail|email|mail|e mail address|email address|e mail adresse|courriel|correo electronico"
    "|posta elettronica|correo|эл почта|электронная почта|邮箱|电子邮件|电子邮箱|メール|メールアドレス|이메일",
    "phone": "phone|telephone|telephone s|mobile|cell|tel|telephone number|telefon|telefon e|telefonnummer|handy|mobil"
    "|mobiltelefon|portable|telefono|telefono s|telefono i|movil|cellulare|telefoon|телефон|电话|手机|電話|電話番号"
    "|전화",
    "address": "address|postal address|home address|anschrift|adresse|adresse n|wohnort|domicile|direccion|indirizzo"
    "|indirizzo i|adres|адрес|地址|住所|주소",
    "headline": "position title|current position|present position|current role|desired employment occupational field",
}  # fmt: skip


def column(label: str) -> str:
    """`Name of employer` -> organisation: the part of an entry that a label names; "" if none."""
    return _columns().get(folded_words(label), "")


def owner_field(label: str) -> str:
    """`Vor- und Nachname` -> name; "" if the label names no field of the owner."""
    return _owner_fields().get(folded_words(label), "")


def columns(labels: Sequence[str]) -> tuple[str, ...]:
    """The parts that the first row of a table names; () if it holds an entry."""
    found = tuple(map(column, labels))
    return found if len(found) > 1 and all(found) and len(set(found)) == len(found) else ()


@cache
def _columns() -> Mapping[str, str]:
    return _listed(_COLUMNS)


@cache
def _owner_fields() -> Mapping[str, str]:
    return _listed(_OWNER)


def _listed(fields: Mapping[str, str]) -> Mapping[str, str]:
    return {folded_words(one): field for field, labels in fields.items() for one in labels.split("|")}
