#!/usr/bin/env python3
"""Records everything a program writes, so that two programs can be held against each other.

    tests/freeze/record.py PROGRAM OUT [--layouts FOLDER] [--generated FOLDER]

runs PROGRAM over examples/, the layouts of tests/layouts or of another folder of such texts, the published forms of tests/forms, the monitoring
forms of tests/monitoring and, where given, a folder of generated forms (cargo bench --profile dev --bench score --
--forms 1000 --rounds 0 leaves them in target/bench/1000), in both languages, and stores below OUT what came out:
screen texts, exit codes, JSON and CSV as they are, workbooks as their parts with a line per element.
`diff -r BEFORE AFTER` then shows every difference. Needs openpyxl for the layouts.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
# Parts of workbooks above this size are stored as their hash alone.
LARGE = 4_000_000


def layouts(texts, folder):
    """Writes every layout as a workbook, by the notation that tests/layouts.rs describes."""
    from openpyxl import Workbook

    folder.mkdir(parents=True)
    for text in sorted(texts.glob("*.txt")):
        book = Workbook()
        book.remove(book.active)
        lines = [line for line in text.read_text("utf-8").split("\n") if not line.startswith("#")]
        sheets = [[]]
        for line in lines:
            if line == "---":
                sheets.append([])
            else:
                sheets[-1].append([cell.strip() for cell in line.split("|")])
        for number, rows in enumerate(sheets, 1):
            fill(book.create_sheet(f"Sheet{number}"), rows)
        book.save(folder / f"{text.stem}.xlsx")
        timeless(folder / f"{text.stem}.xlsx")


def timeless(book):
    """Takes the time of writing out of a workbook: its hash stands in the outputs."""
    with zipfile.ZipFile(book) as archive:
        entries = [(i.filename, archive.read(i)) for i in archive.infolist()]
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            if name == "docProps/core.xml":
                data = re.sub(rb">[^<]*</dcterms", b">2020-01-01T00:00:00Z</dcterms", data)
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def fill(sheet, rows):
    from openpyxl.worksheet.cell_range import CellRange

    for r, row in enumerate(rows):
        for c, typed in enumerate(row):
            if typed in ("<", "^"):
                continue
            right = down = 0
            while c + right + 1 < len(row) and row[c + right + 1] == "<":
                right += 1
            while r + down + 1 < len(rows) and len(rows[r + down + 1]) > c and rows[r + down + 1][c] == "^":
                down += 1
            if typed:
                cell = sheet.cell(r + 1, c + 1)
                write(cell, typed)
            if right or down:
                # merge_cells would empty cells that a layout fills below another's area.
                sheet.merged_cells.add(CellRange(None, c + 1, r + 1, c + right + 1, r + down + 1))


def write(cell, typed):
    def number(text):
        try:
            return float(text) if text.strip("0123456789.-") == "" else None
        except ValueError:
            return None

    if typed.startswith("'"):
        cell.value, cell.data_type = typed[1:], "s"
    elif typed.startswith("%") and number(typed[1:]) is not None:
        cell.value, cell.number_format = number(typed[1:]), "0.00%"
    elif number(typed) is not None:
        cell.value = number(typed)
    else:
        cell.value, cell.data_type = typed.replace("\\n", "\n"), "s"


def jobs(program, generated):
    """Name and arguments of every run; {} stands for the folder of its outputs."""
    whole = ["-o", "{}/汇总.xlsx", "--json", "{}/汇总.json", "--csv", "{}/csv"]
    for lang in LANGUAGES:
        end = ["--lang", lang]
        yield f"score-{lang}", ["score", "examples/2023", *whole, *end]
        yield f"score-2022-{lang}", ["score", "examples/2022", "-o", "{}/汇总.xlsx", *end]
        everything = ["--roster", "examples/名单.xlsx", "--previous", "examples/2022", "--unit-sheets"]
        yield f"score-everything-{lang}", ["score", "examples/2023", *everything, *whole, *end]
        yield f"compare-{lang}", ["compare", "examples/2022", "examples/2023", *whole, *end]
        yield f"compare-screen-{lang}", ["compare", "examples/2022", "examples/2023", *end]
        yield f"midyear-{lang}", ["score", "tests/monitoring", "--stage", "midyear", *whole, *end]
        for folder in ("examples/2023", "tests/forms", "tests/monitoring", "layouts"):
            yield f"check-{folder.replace('/', '-')}-{lang}", ["check", folder, *end]
        for folder in ("tests/forms", "layouts"):
            yield f"score-{folder.replace('/', '-')}-{lang}", ["score", folder, *whole, *end]
        for stage in ("goals", "midyear", "self"):
            yield f"template-{stage}-{lang}", ["template", "-o", "{}", "--year", "2024", "--stage", stage, *end]
        roster = ["--roster", "examples/名单.xlsx", "--previous", "examples/2023"]
        yield f"prefilled-{lang}", ["template", "-o", "{}", "--year", "2024", *roster, *end]
        staged = ["--goals", "tests/monitoring", "--stage", "self"]
        yield f"staged-{lang}", ["template", "-o", "{}", "--year", "2025", *staged, *end]
        for rules in sorted(p.stem for p in (ROOT / "templates/rules").glob("*.toml")):
            yield f"rules-{rules}-{lang}", ["template", "-o", "{}", "--rules", rules, "--rule-workbook", *end]
            yield f"blank-{rules}-{lang}", ["template", "-o", "{}", "--rules", rules, *end]
            yield f"score-{rules}-{lang}", ["score", "examples/2023", "--rules", rules, *whole, *end]
        yield f"codes-{lang}", ["explain", *end]
        listed = subprocess.run([program, "explain"], capture_output=True, text=True, check=True)
        for code in (line.split()[0] for line in listed.stdout.splitlines() if line.strip()):
            yield f"explain/{code}-{lang}", ["explain", code, *end]
        for command in ("score", "check", "compare", "template", "explain"):
            yield f"help/{command}-{lang}", [command, "--help", *end]
    for form in sorted((ROOT / "tests/forms").rglob("*.xls*")):
        form = form.relative_to(ROOT)
        yield f"form/{form.stem}", ["score", str(form), "-o", "{}/汇总.xlsx", "--json", "{}/汇总.json"]
    if generated:
        yield "generated", ["score", "generated", *whole]
        yield "generated-check", ["check", "generated"]


def parts(book, folder):
    """The parts of a workbook, markup with a line per element."""
    with zipfile.ZipFile(book) as archive:
        for entry in archive.infolist():
            target = folder / entry.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            data = archive.read(entry)
            if len(data) > LARGE:
                data = hashlib.sha256(data).hexdigest().encode()
            target.write_bytes(data.replace(b"><", b">\n<"))
    (folder / "sha256").write_text(hashlib.sha256(book.read_bytes()).hexdigest() + "\n")


def settle(folder):
    """Workbooks become folders of their parts."""
    for book in sorted(folder.rglob("*.xlsx")):
        whole = book.rename(book.with_suffix(".whole"))
        book.mkdir()
        parts(whole, book)
        whole.unlink()
    for file in folder.rglob("*"):
        if file.is_file() and file.stat().st_size > LARGE:
            file.write_text(hashlib.sha256(file.read_bytes()).hexdigest() + "\n")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--layouts", type=Path, default=ROOT / "tests/layouts")
    options.add_argument("--generated", type=Path)
    options = options.parse_args()
    program = options.program.resolve()
    out = options.out.resolve()
    if out.exists():
        sys.exit(f"{out} exists")
    # Runs stand in one place whatever OUT is: workbooks hold the way from themselves to the forms.
    ground = ROOT / "target/freeze"
    shutil.rmtree(ground, ignore_errors=True)
    for name in ("examples/2022", "examples/2023", "tests/forms", "tests/monitoring"):
        shutil.copytree(ROOT / name, ground / name)
    shutil.copy(ROOT / "examples/名单.xlsx", ground / "examples")
    layouts(options.layouts, ground / "layouts")
    if options.generated:
        (ground / "generated").symlink_to(options.generated.resolve())

    def run(job):
        name, arguments = job
        folder = ground / "out" / name
        folder.mkdir(parents=True)
        arguments = [a.replace("{}", str(folder.relative_to(ground))) for a in arguments]
        done = subprocess.run([program, *arguments], cwd=ground, capture_output=True, check=False)
        settle(folder)
        (folder / "stdout").write_bytes(done.stdout)
        (folder / "stderr").write_bytes(done.stderr)
        (folder / "exit").write_text(f"{done.returncode}\n")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(run, jobs(program, options.generated)))
    shutil.move(ground / "out", out)


if __name__ == "__main__":
    main()
