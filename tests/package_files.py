"""Packages for tests: small good ones, and ones made by hand that no program would make.

What is made by hand is sealed again, so that only what was spoiled can be the reason of a refusal.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.handoff import Manifest, PackageKind, RoundHead, Unit
from app.domain.ids import OrganizationId, RoundId
from app.domain.package_format import MANIFEST, SEAL_MARK, canonical, digest_of, seal_of
from app.domain.part_schema import (
    DATA_PART,
    DATA_TABLES,
    FIGURES_PART,
    OFFICE_PART,
    OFFICE_TABLES,
    create_statements,
)
from app.domain.plain import to_plain
from app.domain.scheme import Period, Scheme
from app.domain.words import OrganizationKind
from app.export.package import seal
from app.export.package_secret import secret_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Rows = dict[str, list[tuple[Any, ...]]]

MANIFEST_OF_A_UNIT = Manifest(
    PackageKind.SUBMIT,
    "1f7e1a5c-0c5c-4a7e-9a55-2d0f4c6b1a01",
    3,
    Unit(OrganizationId("o1"), "某机关党委", ("某市委", "某机关党委")),
    "2013-04-02T10:00:00",
    "0.1.0",
    "own-2013",
    "e" * 64,
    RoundHead(RoundId("r1"), "2013年第一季度", date(2013, 1, 1), date(2013, 3, 31)),
    date(2013, 3, 31),
    counts={"organization": 2, "member": 2},
    missing=("某市委 / 某机关党委 / 二支部",),
)


def rows() -> Rows:
    """Return the records of a small unit, something in every table."""
    return {
        "round": [("r1", "2013年第一季度", "2013-01-01", "2013-03-31", None)],
        "organization": [
            ("o1", "某机关党委", "committee", None, "", '["机关"]', None, None, 0, "[]"),
            ("o2", "一支部", "branch", "o1", "一支", "[]", "2001-07-01", None, 1, _FORMER),
        ],
        "person": [
            ("p1", "张三", "", "", 0),
            ("p2", "𠮷㛃", "", "", 0),
            ("p3", "王五", "市委", "书记", 1),
        ],
        "member": [
            ("m1", "p1", "o2", "男", "1975-06", "1999-07-01", None, "科员", "full", "active",
             "2001-01-01", None, "[]", "370285197506011234", "", '[["籍贯","山东"]]'),
            ("m2", "p2", "o2", "女", "1980", None, None, "", "probationary", "moved_out",
             None, "2012-01-01", '["离退休"]', "", "", "[]"),
        ],
        "appointment": [("a1", "p1", "o2", "secretary", "书记", None, None, 0)],
        "oversight": [("v1", "p3", "o1", "contact_point", "2012-01-01", None)],
        "task": [
            ("t1", "r1", 0, '["x"]', "form", "member", "p2", "o2", "person", '["p1"]', "",
             "", "", "长期外出", "", None),
        ],
        "review": [
            ("w1", "r1", "form", "e", "member", "p2", "o2", "t1", "person", "p1", "2013-02-03",
             "会议室", "", "reviewed", ""),
        ],
        "review_reviewer": [("w1", 0, "p1")],
        "review_snapshot": [("w1", '{"member.name":"𠮷㛃"}')],
        "review_block": [("w1", 0, "review", "2013-02-03", '{"summary":"第一行\\n第二行"}')],
        "cycle_record": [
            ("c1", "commitment", "o2", "r1", "w1", "member", "p2", None, "2013-06-30", "open",
             f'[{{"name":"照片.jpg","sha256":"{"0" * 64}","bytes":3}}]', '{"matter":"走访"}', 1),
            ("c2", "meeting", "o1", None, None, None, None, "2013-02-03", None, "",
             "[]", '{"title":"点评会","roll":[{"name":"张三","person_id":"p1"}]}', 2),
        ],
    }  # fmt: skip


_FORMER = '[{"until":"2010-01-01","name":"老一支部","parent_id":"o1"}]'


def office_rows() -> Rows:
    """Return a scheme that has nothing yet."""
    scheme = Scheme(
        "own-2013", "自拟方案", "某机关党委", "", Period.QUARTER, OrganizationKind.BRANCH
    )
    return {"scheme": [("own-2013", "e" * 64, json.dumps(to_plain(scheme), ensure_ascii=False))]}


def image(
    tables: Mapping[str, tuple[str, ...]],
    content: Rows,
    then: Iterable[str] = (),
    before: Iterable[str] = (),
) -> bytes:
    """Return a SQLite image.

    Args:
        tables: the tables with their columns.
        content: what stands in them.
        then: further statements, run last.
        before: pragmas, run first.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in (*before, *create_statements(tables)):
            connection.execute(statement)
        for table, some in content.items():
            gaps = ", ".join("?" * len(tables[table]))
            connection.executemany(f'INSERT INTO "{table}" VALUES ({gaps})', some)
        for statement in then:
            connection.execute(statement)
        return connection.serialize()


def data_image(change: Callable[[Rows], object] = lambda _: None, *then: str) -> bytes:
    """Return ``data.sqlite`` of the small unit, changed."""
    content = rows()
    change(content)
    return image(DATA_TABLES, content, then)


def parts() -> dict[str, bytes]:
    """Return the parts of the small unit's package."""
    return {
        DATA_PART: data_image(),
        OFFICE_PART: image(OFFICE_TABLES, office_rows()),
        FIGURES_PART: b'{"figures":{"members_total":2}}',
    }


def package(passphrase: str = "", **changed: bytes) -> bytes:
    """Return a good package of the small unit; parts by their names up to the dot replace its."""
    replaced = {f"{name}.sqlite": data for name, data in changed.items()}
    return seal(MANIFEST_OF_A_UNIT, {**parts(), **replaced}, secret_of(passphrase)).content()


def contents(data: bytes) -> dict[str, bytes]:
    """Return what is in a package, by an ordinary zip reader."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Iterable[tuple[str | zipfile.ZipInfo, bytes]], level: int = 1) -> bytes:
    """Return a zip with a package's seal at its end."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files:
            archive.writestr(name, data)
        archive.comment = SEAL_MARK + b"0" * 64
    return resealed(stream.getvalue())


def resealed(data: bytes) -> bytes:
    """Return a file with the seal that speaks for it as it is."""
    return data[:-64] + seal_of(data[:-64])


def remade(
    data: bytes,
    files: Mapping[str, bytes | None] | None = None,
    manifest: Callable[[dict[str, Any]], object] = lambda _: None,
    *,
    honest: bool = True,
) -> bytes:
    """Return a package with other files and another manifest, sealed again.

    Args:
        data: a package.
        files: what is put in or replaced, and (None) what is taken out.
        manifest: changes the plain manifest.
        honest: True: what the manifest says of files and of itself is made right again first.
    """
    found = contents(data)
    for name, content in (files or {}).items():
        if content is None:
            found.pop(name)
        else:
            found[name] = content
    plain = json.loads(found[MANIFEST])
    if honest:
        for part in plain["parts"]:
            if part["name"] in found:
                part["bytes"] = len(found[part["name"]])
                part["sha256"] = hashlib.sha256(found[part["name"]]).hexdigest()
    manifest(plain)
    if honest:
        plain["digest"] = digest_of(plain)
    found[MANIFEST] = canonical(plain)
    return zipped(found.items())
