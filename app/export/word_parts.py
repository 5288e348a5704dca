"""The parts of a Word file beside the text: kept as they are, or cleaned for posting."""

from collections.abc import Callable
from pathlib import PurePosixPath
from xml.sax.saxutils import escape

from lxml import etree
from lxml.etree import _Element as Element

from app.specs.word_xml import WordPackage, parse_xml, w

_PRIVATE = (
    *("docProps/", "customXml/", "docMetadata/", "word/comments", "word/people"),
    *("word/_rels/settings.xml.rels", "word/vbaProject", "word/vbaData", "xl/"),
)
_PRIVATE_SETTINGS = ("rsids", "attachedTemplate", "docVars", "mailMerge", "documentProtection")
_CORE = "docProps/core.xml"
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc='
    '"http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)


def other_parts(package: WordPackage, title: str, *, posted: bool) -> dict[str, bytes]:
    """Return the parts beside the document itself.

    Args:
        package: the template.
        title: what stands as the title in the properties of a posted copy.
        posted: True leaves out who wrote the template, where, with what, and all private data.
    """
    parts = {name: data for name, data in package.parts.items() if name != package.document}
    if not posted:
        return parts
    had_core = _CORE in parts
    kept = {name: data for name, data in parts.items() if not name.startswith(_PRIVATE)}
    if had_core:
        kept[_CORE] = _CORE_XML.format(title=escape(title)).encode()
    present = {*kept, package.document}
    return {name: _cleaned(name, data, present) for name, data in kept.items()}


def _cleaned(name: str, data: bytes, present: set[str]) -> bytes:
    if name == "[Content_Types].xml":
        return _without(data, "PartName", lambda part: part.lstrip("/") in present)
    if name.endswith(".rels"):
        base = PurePosixPath(name).parent.parent
        return _without(data, "Target", lambda target: _resolved(base, target) in present)
    if name == "word/settings.xml":
        root = parse_xml(data)
        for setting in _PRIVATE_SETTINGS:
            for element in root.findall(w(setting)):
                root.remove(element)
        return _serialized(root)
    if name.endswith(".xml") and b"<w:rsid " in data:
        return _without_sessions(data)
    return data


def _without_sessions(data: bytes) -> bytes:
    """Return the part without the marks of the sessions in which somebody changed it."""
    root = parse_xml(data)
    for element in list(root.iter(w("rsid"))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return _serialized(root)


def _without(data: bytes, attribute: str, keeps: Callable[[str], bool]) -> bytes:
    """Return the part without the entries whose attribute names a part that is gone."""
    root = parse_xml(data)
    for element in list(root):
        named = element.get(attribute)
        if named is not None and element.get("TargetMode") != "External" and not keeps(named):
            root.remove(element)
    return _serialized(root)


def _resolved(base: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = list(base.parts)
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _serialized(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
