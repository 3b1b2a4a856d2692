"""Sheets as they are met, made for the tests."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from openpyxl import Workbook

HEADER = ("Dato", "Kontaktform", "Hvem", "Barnets alder", "Resultat", "Minutter")
LINES = (
    ("03-03-2026", "Telefon", "Mor", "7", "Rådgivning", "20"),
    ("04-03-2026", "Fremmøde", "Forælder", "2", "Henvist", "45"),
    ("17-04-2026", "Telefon", "Bedsteforælder", "10", "Rådgivning", "10"),
)


def xlsx(lines: Iterable[Sequence[Any]], change: Callable[[Workbook], None] | None = None) -> bytes:
    """A spreadsheet file."""
    workbook = Workbook()
    for line in lines:
        workbook.active.append(list(line))
    if change is not None:
        change(workbook)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def separated(lines: Iterable[Sequence[str]], *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A file with separators."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(lines)
    return written.getvalue().encode(encoding)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A spreadsheet file with another part in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return written.getvalue()
