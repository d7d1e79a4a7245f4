"""Writes the workbooks of tests/fixtures/workbook: scripts/reference/workbook.py, by the peers' Python
(`node scripts/peers.mjs`).

`people.xlsx` and `calendar1904.xlsx` are written by openpyxl, as a program would; the others are the parts of a workbook by hand,
one trap each. Everything in them is made up. Written with openpyxl 3.1.5.
"""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

OUT = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "workbook"
WHEN = (2026, 11, 29, 0, 0, 0)


def same_bytes(data: bytes) -> bytes:
    """The same archive with one time for all parts, so that the file does not change from run to run."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/core.xml":
                continue
            new.writestr(zipfile.ZipInfo(name, WHEN), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def keep(name: str, data: bytes) -> None:
    (OUT / name).write_bytes(data)


def people() -> None:
    """Several sheets, a title, merged cells, formulas, errors, days, times, words with commas and line ends, Chinese."""
    book = Workbook()
    cover = book.active
    cover.title = "About"
    cover["A1"] = "Made-up people, to show how a workbook is read."
    sheet = book.create_sheet("Visits 随访")
    sheet["B2"] = "Ward 3, 2020"
    sheet.merge_cells("B2:H2")
    sheet.append([])
    sheet.append([None, "编号", "age", "sex", "visit", "SBP (mmHg)", "died", "remark"])
    rows = [
        [None, 1, 61, "female", date(2020, 2, 29), 141.5, True, "a, \"b\""],
        [None, None, 61.25, "female", datetime(2020, 3, 1, 14, 30), 138, False, "two\nlines"],
        [None, 2, 58, "男", date(1900, 3, 1), "#N/A", False, "=1+1"],
        [None, 3, 70, "male", date(1999, 12, 31), 0.1 + 0.2, True, None],
    ]
    for row in rows:
        sheet.append(row)
    # One person of two visits.
    sheet.merge_cells("B5:B6")
    hidden = book.create_sheet("Codes")
    hidden.sheet_state = "hidden"
    hidden.append(["code", "means"])
    hidden.append([1, "yes"])
    times = book.create_sheet("Times")
    times.append(["at", "for"])
    times.append([time(7, 5), timedelta(hours=30)])
    book.create_chartsheet("Chart")
    out = io.BytesIO()
    book.save(out)
    keep("people.xlsx", same_bytes(out.getvalue()))


def calendar1904() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["day", "n"])
    book.active.append([date(2020, 2, 29), 1])
    out = io.BytesIO()
    book.save(out)
    keep("calendar1904.xlsx", same_bytes(out.getvalue()))


TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def parts(rows: str, *, before: str = "", words: str | None = None) -> dict[str, str]:
    """The parts of a workbook of one sheet."""
    made = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS.format(f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELS.format(f'<Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'),
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    if words is not None:
        made["xl/sharedStrings.xml"] = words
    return made


def packed(made: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in made.items():
            archive.writestr(zipfile.ZipInfo(name, WHEN), body, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def number(cell: str, value: object) -> str:
    return f'<c r="{cell}"><v>{value}</v></c>'


def text(cell: str, value: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{value}</t></is></c>'


HEAD = '<row r="1">' + text("A1", "x") + text("B1", "y") + "</row>"


def traps() -> None:
    # Kinds of error that are newer than their readers, cells of no known type, a formula whose value was not saved.
    odd = '<row r="2"><c r="A2" t="e"><v>#SPILL!</v></c><c r="B2" t="e"><v>#DIV/0!</v></c></row><row r="3"><c r="A3"><f>1+1</f></c><c r="B3"><f>2+2</f><v>4</v></c></row>'
    keep("odd-cells.xlsx", packed(parts(HEAD + odd)))
    # The last row of a sheet, and a cell far to the right of a short table.
    keep("last-row.xlsx", packed(parts(HEAD + '<row r="1048576">' + number("A1048576", 1) + number("B1048576", 2) + "</row>")))
    far = "".join(f'<row r="{at}">' + number(f"XFD{at}", 1) + "</row>" for at in (2, 40_000))
    keep("far-cell.xlsx", packed(parts(HEAD + far)))
    keep("long-cell.xlsx", packed(parts(HEAD + '<row r="2">' + text("A2", "好" * 32_767) + number("B2", 2) + "</row>")))
    # A list of words that says it is longer than any memory.
    words = f'<sst xmlns="{MAIN}" count="1" uniqueCount="4000000000"><si><t>x</t></si></sst>'
    keep("many-words.xlsx", packed(parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', words=words)))
    # Words that are made of words: they must not be unfolded.
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    laughs = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    keep("entities.xlsx", packed(parts(HEAD + '<row r="2">' + text("A2", "&e9;") + text("B2", "&file;") + "</row>", before=laughs)))
    # Small, and large when unpacked.
    keep("bomb.xlsx", packed(parts(HEAD + " " * 30_000_000)))
    good = packed(parts(HEAD + '<row r="2">' + number("A2", 1) + number("B2", 2) + "</row>"))
    keep("cut.xlsx", good[: len(good) * 2 // 3])
    # Rows that run backwards, and a sheet that ends in the middle of a cell.
    keep("backwards.xlsx", packed(parts('<row r="9">' + number("A9", 1) + '</row><row r="2">' + number("A2", 1) + "</row>")))
    broken = parts(HEAD)
    broken["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{HEAD}<row r="2"><c r="A2"><v>1'
    keep("ends-early.xlsx", packed(broken))
    keep("no-values.xlsx", packed(parts("")))
    # Other kinds, as far as they are told by.
    keep("binary.xlsb", packed({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\x83\x01\x00"}))
    keep("open.ods", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>", "META-INF/manifest.xml": "<x/>"}))
    keep("letter.docx", packed({"[Content_Types].xml": TYPES, "word/document.xml": "<x/>"}))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    keep("old.xls", head + "Workbook".encode("utf-16-le"))
    keep("locked.xlsx", head + "EncryptedPackage".encode("utf-16-le"))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    people()
    calendar1904()
    traps()
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:>8} {path.name}")
