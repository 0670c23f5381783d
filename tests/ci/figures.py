"""Checks one unit's total and grade in a JSON result: figures.py RESULT.json UNIT TOTAL GRADE."""
import json
import sys

path, unit, total, grade = sys.argv[1:]
with open(path, encoding="utf-8") as handle:
    result = json.load(handle)
found = [u for u in result["units"] if u["unit"]["name"] == unit and u["kind"] == "unit"]
if len(found) != 1:
    sys.exit(f"{unit}: {len(found)} forms, expected 1")
if (found[0]["recomputed_total"], found[0]["grade"]) != (total, grade):
    sys.exit(f"{unit}: {found[0]['recomputed_total']} {found[0]['grade']}, expected {total} {grade}")
files = result["files"]
if files["seen"] != files["read"] + files["skipped"]:
    sys.exit(f"files do not add up: {files}")
print(f"{unit}: {total} {grade}; files {files}")
