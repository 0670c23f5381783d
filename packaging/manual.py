"""使用说明.html: the pages of the manual as one file that opens without a network."""

import re

import markdown
from markdown.extensions.toc import slugify_unicode

PAGES = ("finance", "unit", "audit")

STYLE = """
body { font: 16px/1.7 "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; color: #222 }
h1 { border-bottom: 3px solid #c00000; margin-top: 3rem } h2 { margin-top: 2.2rem; border-bottom: 1px solid #ccc }
table { border-collapse: collapse; margin: 1rem 0 } th, td { border: 1px solid #bbb; padding: .35rem .6rem; text-align: left; vertical-align: top }
th { background: #eef2f6 } pre { background: #f5f5f5; padding: .7rem; overflow-x: auto } code { font-family: Consolas, monospace; font-size: .93em }
a { color: #1f4e79 } @media print { body { max-width: none } pre { white-space: pre-wrap } }
"""


def linked(page, text):
    """Links between the pages lead within this file; those into the sources lead to what the package holds."""

    def place(match):
        target, anchor = match.group(1), match.group(2)
        if target.startswith("../../examples"):
            return f"]({target.replace('../../examples', '示例')})"
        if target.startswith("../../templates"):
            return f"]({target.replace('../../templates', '模板')})"
        known = re.fullmatch(r"(\w+)\.md", target)
        if target and not (known and known.group(1) in PAGES):
            return "]()"
        there = known.group(1) if known else page
        return f"](#{there}-{anchor[1:]})" if anchor else f"](#{there})"

    text = re.sub(r"\]\(((?!https?:)[^)#\s]*)(#[^)]*)?\)", place, text)
    text = re.sub(r"\[([^]\[]*)\]\(\)", r"\1", text)
    # The folders as the package names them, so that the commands run there.
    return text.replace("examples/", "示例/").replace("templates/", "模板/")


def page_html(root, page):
    text = linked(page, (root / f"docs/manual/{page}.md").read_text(encoding="utf-8"))
    slug = lambda value, separator: f"{page}-{slugify_unicode(value, separator)}"
    extensions = ["tables", "fenced_code", "toc", "sane_lists"]
    settings = {"toc": {"slugify": slug}}
    return f'<section id="{page}">{markdown.markdown(text, extensions=extensions, extension_configs=settings)}</section>'


def html(root):
    pages = "\n".join(page_html(root, page) for page in PAGES)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>自评 使用说明</title>'
        f"<style>{STYLE}</style></head><body>\n{pages}\n</body></html>\n"
    )
