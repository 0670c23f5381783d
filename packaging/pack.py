"""Puts packages together: pack.py NAME PROGRAM FOLDER, and pack.py sums FOLDER for the list of hashes of all packages.

The same files give the same bytes: sorted, with the time of SOURCE_DATE_EPOCH and nobody's user.
"""

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

import manual

ROOT = Path(__file__).resolve().parent.parent
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
SUMS = "SHA256SUMS.txt"


def crates():
    """All crates in the program, as cargo has them."""
    text = subprocess.check_output(["cargo", "metadata", "--locked", "--format-version=1"], cwd=ROOT)
    found = json.loads(text)
    needed, ahead = set(), [found["resolve"]["root"]]
    nodes = {node["id"]: node for node in found["resolve"]["nodes"]}
    while ahead:
        crate = ahead.pop()
        if crate in needed:
            continue
        needed.add(crate)
        for dep in nodes[crate]["deps"]:
            if any(kind["kind"] is None for kind in dep["dep_kinds"]):
                ahead.append(dep["pkg"])
    return [p for p in found["packages"] if p["id"] in needed and p["source"]]


def licences():
    """The licences of the crates in the program, each text once."""
    texts = {}
    for crate in crates():
        folder = Path(crate["manifest_path"]).parent
        names = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE")
        files = [p for p in folder.iterdir() if p.is_file() and p.name.upper().startswith(names)]
        title = f"{crate['name']} {crate['version']} ({crate['license']})"
        if not files:
            texts.setdefault("", []).append(title)
        for path in sorted(files):
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            texts.setdefault(text, []).append(title)
    pieces = ["\n".join(sorted(set(who))) + "\n\n" + text for text, who in texts.items()]
    return ("\n\n" + "-" * 78 + "\n\n").join(sorted(pieces)) + "\n"


def rule_workbook():
    """规则.xlsx, as the program for this machine writes it, the one named by ZIPING."""
    with tempfile.TemporaryDirectory() as folder:
        order = [os.environ["ZIPING"], "template", "--rule-workbook", "-o", folder]
        subprocess.run(order, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        return (Path(folder) / "规则.xlsx").read_bytes()


def below(folder, prefix):
    """Every file below a folder of the sources."""
    for path in sorted((ROOT / folder).rglob("*")):
        if path.is_file():
            yield prefix + path.relative_to(ROOT / folder).as_posix(), path.read_bytes()


def content():
    """What every package holds beside the program."""
    files = {"使用说明.html": manual.html(ROOT).encode()}
    files["使用说明.docx"] = (ROOT / "packaging/guide/使用说明.docx").read_bytes()
    for form in sorted((ROOT / "templates").glob("*.xlsx")):
        files[f"模板/{form.name}"] = form.read_bytes()
    files["模板/labels.toml"] = (ROOT / "templates/labels.toml").read_bytes()
    files["模板/规则.xlsx"] = rule_workbook()
    files.update(below("templates/papers", "模板/文书/"))
    for year in ("2022", "2023"):
        files.update(below(f"examples/{year}", f"示例/{year}/"))
    for table in sorted((ROOT / "examples").glob("*.xlsx")):
        files[f"示例/{table.name}"] = table.read_bytes()
    for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
        files[f"许可/{licence}.txt"] = (ROOT / licence).read_bytes()
    files["许可/第三方许可.txt"] = licences().encode()
    return files


def sums(files):
    """A list that sha256sum -c reads."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return "".join(lines).encode()


class Named(zipfile.ZipInfo):
    """An entry under a name in GBK, which Windows 7 reads; it takes no notice of the mark for UTF-8."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def as_zip(top, files, entry):
    out = io.BytesIO()
    when = time.gmtime(max(EPOCH, 315532800))[:6]
    with zipfile.ZipFile(out, "w") as package:
        for name, data in sorted(files.items()):
            info = entry(f"{top}/{name}", when)
            info.create_system, info.external_attr = 0, 0x20
            package.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def as_tar(top, files, programs):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as package:
        for name, data in sorted(files.items()):
            info = tarfile.TarInfo(f"{top}/{name}")
            info.size, info.mtime = len(data), EPOCH
            info.mode = 0o755 if name in programs else 0o644
            package.addfile(info, io.BytesIO(data))
    return gzip.compress(out.getvalue(), 9, mtime=0)


def pack(name, program, out):
    version = next(
        line.split('"')[1] for line in (ROOT / "Cargo.toml").read_text().splitlines() if line.startswith("version")
    )
    files = content()
    program = Path(program)
    files[program.name] = program.read_bytes()
    top = f"ziping-{version}-{name}"
    if name.startswith("linux"):
        files["ziping.png"] = (ROOT / "packaging/icon/ziping.png").read_bytes()
        files.update(below("packaging/linux", ""))
        files[SUMS] = sums(files)
        path, data = out / f"{top}.tar.gz", as_tar(top, files, {"ziping", "install.sh"})
    else:
        files[SUMS] = sums(files)
        entry = Named if name.startswith("windows7") else zipfile.ZipInfo
        path, data = out / f"{top}.zip", as_zip(top, files, entry)
    out.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{path}: {len(data):,} bytes, {program.name} {len(files[program.name]):,}")


def main():
    name, *rest = sys.argv[1:]
    out = Path(rest[-1])
    if name == "sums":
        packages = {p.name: p.read_bytes() for p in out.iterdir() if p.name.endswith((".zip", ".tar.gz"))}
        (out / SUMS).write_bytes(sums(packages))
    else:
        pack(name, rest[0], out)


main()
