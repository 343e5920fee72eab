"""Has LibreOffice show what stands in cases.txt, and tells where the table says otherwise.

    apt-get install libreoffice-calc
    python3 cases.py

The third column must be what LibreOffice shows, or the fourth be, where the reason is in the fifth.
With --show the lines are printed with what LibreOffice shows: how new ones are made.
"""

import csv
import pathlib
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# China's dates and names, whatever the machine has.
CHINA = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop></item></oor:items>"""


def workbook(path, cases):
    """A workbook of one column, a case a row. A line break would make two rows of the CSV: it is left out."""
    codes = list(dict.fromkeys(code for code, _ in cases))
    formats = "".join(
        f'<numFmt numFmtId="{200 + i}" formatCode={quoteattr(code.replace(chr(92) + "n", ""))}/>'
        for i, code in enumerate(codes)
    )
    xfs = "".join(
        f'<xf numFmtId="{200 + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for i in range(len(codes))
    )
    rows = ""
    for row, (code, value) in enumerate(cases, 1):
        style = codes.index(code)
        if value.startswith("'"):
            cell = f'<c r="A{row}" s="{style}" t="inlineStr"><is><t>{escape(value[1:])}</t></is></c>'
        else:
            cell = f'<c r="A{row}" s="{style}"><v>{value}</v></c>'
        rows += f'<row r="{row}">{cell}</row>'
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{sheet}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(codes)}">{xfs}</cellXfs></styleSheet>',
        # Wide, so that no number is ###.
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">'
        f'<cols><col min="1" max="1" width="80" customWidth="1"/></cols><sheetData>{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def shown(cases):
    """What LibreOffice shows for each case."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        workbook(folder / "cases.xlsx", cases)
        (folder / "profile/user").mkdir(parents=True)
        (folder / "profile/user/registrymodifications.xcu").write_text(CHINA, encoding="utf-8")
        # Tabs, quotes, UTF-8, from row 1, cells as they are shown.
        form = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder, folder / "cases.xlsx"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(folder / "cases.csv", encoding="utf-8", newline="") as made:
            return [" ".join("".join(row).split()) for row in csv.reader(made, delimiter="\t")]


def main():
    table = pathlib.Path(__file__).with_name("cases.txt").read_text(encoding="utf-8").splitlines()
    lines = [line.split("\t") for line in table if line and not line.startswith("//")]
    found = shown([tuple(line[:2]) for line in lines])
    wrong = 0
    for line, libre in zip(lines, found, strict=True):
        said = line[3] if len(line) > 3 else line[2]
        if "--show" in sys.argv:
            print("\t".join([*line[:2], libre]))
        elif said != libre:
            wrong += 1
            print(f"{line[0]}\t{line[1]}: {said!r} in the table, {libre!r} by LibreOffice")
    marked = sum(len(line) > 3 for line in lines)
    print(f"{len(lines)} cases, {marked} of them marked, {wrong} otherwise than the table says", file=sys.stderr)
    sys.exit(wrong > 0)


main()
