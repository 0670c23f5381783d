"""Fills in a blank form with openpyxl, cell by cell.

Usage: fill.py BLANK.xlsx CELLS.tsv FILLED.xlsx; a line of the list is a cell: column, row, n for a number or t for
text, the value, parted by tabs.
"""

import sys

import openpyxl

blank, cells, filled = sys.argv[1:]
book = openpyxl.load_workbook(blank)
sheet = book["自评表"]
with open(cells, encoding="utf-8") as lines:
    for line in lines:
        column, row, kind, value = line.rstrip("\n").split("\t")
        cell = sheet.cell(int(row) + 1, int(column) + 1)
        cell.value = float(value) if kind == "n" else value
book.save(filled)
