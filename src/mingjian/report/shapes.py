"""Drawn things of a Word file: the watermark of a draft, the box at the foot of the text."""

from collections.abc import Iterable

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from mingjian.report.sheet import WIDTH


def watermark(document: Docx, words: str) -> None:
    """Grey words across every page, as the office program draws them."""
    section = document.sections[0]
    headers = [section.header]
    if section.different_first_page_header_footer:
        headers.append(section.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        headers.append(section.even_page_header)
    for number, header in enumerate(headers):
        header.is_linked_to_previous = False
        if not header.paragraphs[0].text:
            header.paragraphs[0].paragraph_format.line_spacing = Pt(1)
            header.paragraphs[0].paragraph_format.space_after = Pt(0)
        header.paragraphs[0].add_run()._r.append(parse_xml(_WATERMARK.format(words=words, number=number)))


def box_at_foot(anchor: Paragraph, content: Iterable[Paragraph], height: float) -> None:
    """Move paragraphs into a box as wide as the text, at its lower edge on the page of `anchor`."""
    box = parse_xml(_BOX.format(width=int(WIDTH), height=int(Pt(height))))
    holder = box.find(".//" + qn("w:txbxContent"))
    for paragraph in content:
        holder.append(paragraph._p)
    anchor.add_run()._r.append(box)


_BOX = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
    xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
  <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
             layoutInCell="1" allowOverlap="0">
    <wp:simplePos x="0" y="0"/>
    <wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
    <wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
    <wp:extent cx="{width}" cy="{height}"/><wp:wrapTopAndBottom/>
    <wp:docPr id="900" name="Imprint"/><wp:cNvGraphicFramePr/>
    <a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
      <wps:cNvSpPr txBox="1"/>
      <wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
        <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
      <wps:txbx><w:txbxContent/></wps:txbx>
      <wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>
    </wps:wsp></a:graphicData></a:graphic>
  </wp:anchor>
</w:drawing>
"""
_WATERMARK = """
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
        xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word">
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
               path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
      <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
      <v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
    <v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="Watermark{number}" o:spid="_x0000_s20{number}9" type="#_x0000_t136" alt="{words}"
           style="position:absolute;margin-left:0;margin-top:0;width:300pt;height:150pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
           fillcolor="#d9d9d9" stroked="f">
    <v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{words}"/>
  </v:shape>
</w:pict>
"""
