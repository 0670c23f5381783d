"""The whole job on the page by keyboard alone: desk.py ADDRESS FOLDER PICTURES PAGE

Chooses the folder, runs, adopts a version, confirms one finding, sends two back, saves, makes the circular and the
workbook, looks through every view with the rules of axe-core and ends the desk.
Then the static page with a ranking of 20 000 rows: it sorts and scrolls within a second.
"""

import pathlib
import re
import sys
import time

import esprima
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

address, folder, pictures = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
pictures.mkdir(parents=True, exist_ok=True)
GRAVE = ("serious", "critical")


def look(page, name):
    page.screenshot(path=pictures / f"{name}.png")
    found = Axe().run(page).response["violations"]
    grave = [(v["id"], [n["html"][:90] for n in v["nodes"][:3]]) for v in found if v["impact"] in GRAVE]
    assert not grave, f"{name}: {grave}"


def tab_to(page, text, most=400):
    """Goes to a link or button by the tab key, as someone without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if text in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"no way to {text} by keyboard")


def wait_for(page, condition, seconds=60):
    """Waits until a condition of the page holds; its policy lets no text be made into script by the page itself."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        try:
            if page.evaluate(condition):
                return
        except Exception:  # The page is being loaded anew.
            pass
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {condition}")


def to_top(page):
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")


def pick(page, kind):
    """Chooses a decision by its first letters, as a list is chosen from by keyboard."""
    page.wait_for_selector(".deciding .kind")
    assert page.evaluate("document.activeElement.matches('.deciding .kind')")
    page.keyboard.press("Home")
    for _ in range(8):
        if page.evaluate("document.activeElement.value") == kind:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no decision {kind}")


def type_in(page, label, text):
    """Goes to a field by the tab key and fills it in."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if label in page.evaluate("((document.activeElement.labels || [])[0] || {textContent: ''}).textContent"):
            page.keyboard.press("Control+A")
            page.keyboard.type(text)
            return
    raise AssertionError(f"no way to {label} by keyboard")


def unsaved(page, count):
    wait_for(page, f"document.getElementById('docket').dataset.unsaved === '{count}'")


def decide(page):
    """Adopts a version, confirms a finding, sends two back and saves; the count is in sight all the time."""
    page.evaluate("location.hash = 'filed'")
    to_top(page)
    type_in(page, "处理人", "张三")
    to_top(page)
    tab_to(page, "采用此份")
    page.keyboard.press("Enter")
    pick(page, "adopt")
    type_in(page, "理由", "单位来函")
    page.keyboard.press("Enter")
    unsaved(page, 1)
    look(page, "adopted")
    page.evaluate("location.hash = 'audit'")
    page.wait_for_timeout(200)
    for _ in range(3):
        page.keyboard.press("Tab")
    tab_to(page, "错误")
    for at, kind in enumerate(("confirmed", "return", "return")):
        for _ in range(80):
            page.keyboard.press("ArrowDown")
            if page.evaluate("document.activeElement.matches('.finding') && !!document.activeElement.querySelector('.decide')"
                             " && !document.activeElement.querySelector('.pending')"):
                break
        page.keyboard.press("Enter")
        pick(page, kind)
        if kind == "confirmed":
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            wait_for(page, "document.querySelector('.wrong').textContent.includes('理由')")
        type_in(page, "理由", "附了说明")
        if at == 1:
            look(page, "deciding")
        page.keyboard.press("Enter")
        unsaved(page, at + 2)
        page.wait_for_timeout(100)
    look(page, "decided")
    tab_to(page, "保存处理意见")
    page.keyboard.press("Enter")
    wait_for(page, "document.querySelector('#docket .said').textContent.includes('处理意见已保存')")
    unsaved(page, 0)
    look(page, "saved")
    assert "处理意见：核实无误（张三" in page.text_content("#audit")


def papers(page):
    to_top(page)
    tab_to(page, "写出文书")
    page.keyboard.press("Enter")
    type_in(page, "发文单位", "示例区财政局")
    for button, said in (("写出汇总工作簿", "绩效自评汇总.xlsx"), ("通报", "通报.docx"), ("退回单、通过单和催报", "退回修改")):
        tab_to(page, button, 20)
        page.keyboard.press("Enter")
        wait_for(page, f"document.querySelector('.written').textContent.includes({said!r})")
    look(page, "papers")


def zoomed(page):
    """Every view at 125, 150 and 200 % of 1 366 × 768: nothing is wider than the window."""
    for zoom, width, height in ((125, 1093, 614), (150, 911, 512), (200, 683, 384)):
        page.set_viewport_size({"width": width, "height": height})
        for view in ("filed", "audit", "ranking", "u0"):
            page.evaluate(f"location.hash = '{view}'")
            page.wait_for_timeout(200)
            page.screenshot(path=pictures / f"zoom-{zoom}-{view}.png")
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{view} is {wide} pixels wider than the window at {zoom} %"
    look(page, "zoom-200")
    page.set_viewport_size({"width": 1366, "height": 768})


def desk(browser):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(address)
    assert "?t=" not in page.url
    page.wait_for_selector("#folders button")
    look(page, "choose")
    page.keyboard.press("Control+A")
    page.keyboard.type(folder)
    page.keyboard.press("Enter")
    wait_for(page, "document.getElementById('year').textContent.includes('2023')")
    assert page.evaluate("document.activeElement.id") == "begin", "nothing is begun before it is shown"
    look(page, "found")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ranking", state="attached", timeout=60_000)
    look(page, "filed")
    for view in ("审核", "排名"):
        page.evaluate("document.body.tabIndex = -1; document.body.focus()")
        tab_to(page, view)
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
        look(page, view)
    page.evaluate("location.hash = 'audit'")
    page.wait_for_timeout(200)
    for _ in range(3):
        page.keyboard.press("Tab")
    tab_to(page, "错误")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.finding, summary')")
    while not page.evaluate("document.activeElement.matches('.finding') && !!document.activeElement.querySelector('a')"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    marked = page.evaluate("location.hash.slice(1)")
    assert re.fullmatch(r"u\d+-[A-Z]+\d+", marked), marked
    assert page.evaluate("document.getElementById(location.hash.slice(1)).classList.contains('marked')")
    look(page, "unit")
    zoomed(page)
    page.pdf(path=pictures / "print.pdf", prefer_css_page_size=True)
    decide(page)
    papers(page)
    to_top(page)
    tab_to(page, "结束工作台")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ended")
    look(page, "ended")
    assert not faults, faults
    page.close()


def large(browser, static):
    html = pathlib.Path(static).read_text("utf-8")
    at = html.index("<table", html.index('id="ranking"'))
    head, body = html.index("<tbody>", at) + len("<tbody>"), html.index("</tbody>", at)
    row = html[head : html.index("</tr>", head) + len("</tr>")]
    rows = "".join(re.sub(r">(\d+\.\d\d)<", f">{n * 7919 % 10000 / 100:.2f}<", row) for n in range(20_000))
    path = pictures / "20000.html"
    path.write_text(html[:head] + rows + html[body:], "utf-8")
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{path.resolve().as_uri()}#ranking")
    page.wait_for_selector("#ranking .tools")
    assert "20000" in page.inner_text("#ranking .tools")
    begun = time.monotonic()
    page.click("#ranking thead th:nth-child(4) button")
    first = page.inner_text("#ranking tbody tr td:nth-child(4)")
    sorting = time.monotonic() - begun
    begun = time.monotonic()
    page.mouse.wheel(0, 4000)
    page.click("#ranking .tools button:not([hidden])")
    scrolling = time.monotonic() - begun
    print(f"20 000 rows: sorted in {sorting:.2f} s, scrolled in {scrolling:.2f} s")
    assert first == "0.00" and sorting < 1 and scrolling < 1
    page.close()


def plain(browser, static):
    """Without script everything is there to read; 150 forms as large as these would be 5 MB at most."""
    html = pathlib.Path(static).read_bytes()
    each = len(html) / html.count(b"<article")
    print(f"{each:.0f} bytes for each form of the static page")
    assert each * 150 <= 5_000_000
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pathlib.Path(static).resolve().as_uri())
    for part in ("#filed", "#audit", "#ranking", "#u0"):
        assert page.locator(part).is_visible(), part
    page.screenshot(path=pictures / "no-script.png")
    context.close()


def old_enough():
    """The scripts of the page are of ES2017 at most, which is what this parser knows."""
    scripts = sorted((pathlib.Path(__file__).parents[2] / "templates/page").glob("*.js"))
    assert len(scripts) == 4, scripts
    for script in scripts:
        esprima.parseScript(script.read_text("utf-8"))


old_enough()
with sync_playwright() as p:
    browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    desk(browser)
    large(browser, sys.argv[4])
    plain(browser, sys.argv[4])
    browser.close()
