"""A chart -> a chart of Word's own, with the numbers in it, and its words as alternative text."""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from cvtex.emit.blocks import Chart, Series
from cvtex.emit.charts import MOST_LABELS, labelled_years, ticks
from cvtex.emit.docx.elements import W, printed
from cvtex.emit.docx.measures import Measures
from cvtex.model.colour import VISIBLE, WHITE, darkened, faintest
from cvtex.text.richtext import plain
from cvtex.value import Value

_NAMES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_EMU: Final = 12_700
"""English metric units in a point."""
_HEIGHT: Final = 3.5
"""In lines of the text, as are the height of a work, the greatest distance of two bars, and the room around them."""
_WORK: Final = 0.85
_AROUND: Final = 4.0
_SLOT: Final = 2.2
_BESIDE: Final = 4.0
# Of a bar.
_GAP: Final = 60
_QUIET: Final = "595959"
_RULE: Final = "D0D0D0"
_STRONG: Final = 7.0


class Charts(Value):
    """Adds charts to a document. `accent`: six hexadecimal digits. `font`: of the labels."""

    part: DocumentPart
    measures: Measures
    accent: str
    font: str

    def write(self, paragraph: Any, chart: Chart) -> None:
        package = self.part.package
        assert package is not None
        name = package.next_partname("/word/charts/chart%d.xml")
        own = Part(name, CONTENT_TYPE.DML_CHART, self._xml(chart).encode(), package)
        line = self.measures.font_size * self.measures.line_spacing
        width = min(self.measures.text_width, line * (_SLOT * len(chart.totals) + _BESIDE))
        height = line * (_AROUND + min(_HEIGHT, _WORK * max(chart.totals)))
        inline = (
            f"<wp:inline {_NAMES} distT='0' distB='0' distL='0' distR='0'>"
            f"<wp:extent cx='{round(width * _EMU)}' cy='{round(height * _EMU)}'/>"
            f"<wp:docPr id='{self.part.next_id}' name={quoteattr(printed(plain(chart.title)))}"
            f" descr={quoteattr(printed(plain(chart.words)))}/><wp:cNvGraphicFramePr/>"
            "<a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/chart'>"
            f"<c:chart r:id='{self.part.relate_to(own, RELATIONSHIP_TYPE.CHART)}'/>"
            "</a:graphicData></a:graphic></wp:inline>"
        )
        run = paragraph.makeelement(f"{W}r")
        paragraph.append(run)
        drawing = run.makeelement(f"{W}drawing")
        run.append(drawing)
        drawing.append(parse_xml(inline))

    def _xml(self, chart: Chart) -> str:
        named = labelled_years(chart, MOST_LABELS)
        years = range(chart.first, chart.first + len(chart.totals))
        labels = [str(year) if year in named else " " for year in years]
        series = "".join(self._series(one, place, labels) for place, one in enumerate(chart.series))
        marks = ticks(chart)
        legend = (
            "<c:legend><c:legendPos val='b'/><c:overlay val='0'/></c:legend>"
            if any(one.name for one in chart.series)
            else ""
        )
        return (
            "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
            f"<c:chartSpace {_NAMES}><c:roundedCorners val='0'/><c:chart><c:autoTitleDeleted val='1'/><c:plotArea>"
            "<c:layout/><c:barChart><c:barDir val='col'/><c:grouping val='stacked'/><c:varyColors val='0'/>"
            f"{series}<c:gapWidth val='{_GAP}'/><c:overlap val='100'/><c:axId val='1'/><c:axId val='2'/></c:barChart>"
            "<c:catAx><c:axId val='1'/><c:scaling><c:orientation val='minMax'/></c:scaling><c:delete val='0'/>"
            "<c:axPos val='b'/><c:majorTickMark val='none'/><c:minorTickMark val='none'/>"
            f"<c:tickLblPos val='nextTo'/>{_line(_QUIET)}<c:crossAx val='2'/><c:crosses val='autoZero'/>"
            "<c:auto val='0'/><c:lblAlgn val='ctr'/><c:lblOffset val='50'/><c:tickLblSkip val='1'/>"
            "<c:noMultiLvlLbl val='1'/></c:catAx>"
            "<c:valAx><c:axId val='2'/><c:scaling><c:orientation val='minMax'/>"
            f"<c:max val='{max(chart.totals)}'/><c:min val='0'/></c:scaling><c:delete val='0'/><c:axPos val='l'/>"
            f"<c:majorGridlines>{_line(_RULE)}</c:majorGridlines><c:numFmt formatCode='0' sourceLinked='0'/>"
            "<c:majorTickMark val='none'/><c:minorTickMark val='none'/><c:tickLblPos val='nextTo'/>"
            f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val='1'/><c:crosses val='autoZero'/>"
            f"<c:crossBetween val='between'/><c:majorUnit val='{marks[0]}'/></c:valAx>"
            f"</c:plotArea>{legend}<c:plotVisOnly val='1'/></c:chart>"
            # Texts of the axes have no properties of their own: LibreOffice would break years into two lines.
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{self._text()}</c:chartSpace>"
        )

    def _series(self, series: Series, place: int, labels: list[str]) -> str:
        years = "".join(f"<c:pt idx='{at}'><c:v>{label}</c:v></c:pt>" for at, label in enumerate(labels))
        works = "".join(
            f"<c:pt idx='{at}'><c:v>{count}</c:v></c:pt>" for at, count in enumerate(series.counts) if count
        )
        count = f"<c:ptCount val='{len(labels)}'/>"
        name = f"<c:tx><c:v>{escape(printed(plain(series.name)))}</c:v></c:tx>" if series.name else ""
        return (
            f"<c:ser><c:idx val='{place}'/><c:order val='{place}'/>{name}"
            f"<c:spPr>{self._fill(place)}</c:spPr><c:invertIfNegative val='0'/>"
            f"<c:cat><c:strLit>{count}{years}</c:strLit></c:cat>"
            f"<c:val><c:numLit><c:formatCode>0</c:formatCode>{count}{works}</c:numLit></c:val></c:ser>"
        )

    def _fill(self, place: int) -> str:
        """Kinds differ in their patterns as well as in their shades: full, light, empty, level lines, upright lines."""
        dark = darkened(self.accent, _STRONG)
        outline = f"<a:ln w='6350'>{_colour(dark)}</a:ln>"
        match place:
            case 0:
                return f"{_colour(dark)}<a:ln w='6350'>{_colour(WHITE)}</a:ln>"
            case 1:
                return f"{_colour(faintest(dark, VISIBLE, WHITE))}<a:ln w='6350'>{_colour(WHITE)}</a:ln>"
            case 2:
                return f"{_colour(WHITE)}{outline}"
            case _:
                pattern = "narHorz" if place == 3 else "narVert"
                return (
                    f"<a:pattFill prst='{pattern}'><a:fgClr><a:srgbClr val='{dark}'/></a:fgClr>"
                    f"<a:bgClr><a:srgbClr val='{WHITE}'/></a:bgClr></a:pattFill>{outline}"
                )

    def _text(self) -> str:
        size = round(self.measures.font_size * 80)
        face = quoteattr(printed(self.font))
        font = f"<a:latin typeface={face}/>" if self.font else ""
        return (
            f"<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz='{size}' b='0'>{_colour(_QUIET)}{font}"
            "</a:defRPr></a:pPr><a:endParaRPr lang='en-US'/></a:p></c:txPr>"
        )


def _colour(rgb: str) -> str:
    return f"<a:solidFill><a:srgbClr val='{rgb}'/></a:solidFill>"


def _line(rgb: str) -> str:
    return f"<c:spPr><a:ln w='3175'>{_colour(rgb)}</a:ln></c:spPr>"
