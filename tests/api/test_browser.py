"""A morning in a real browser: files dropped, receipts seen, exceptions worked by keyboard, undone, in both colours."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from services import control
from services.configs import proposing
from tests.api import morning
from tests.api.conftest import Served

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
DEBIAN = "/usr/bin/chromium"
#: A folder for pictures of every page, where one is given.
SHOTS = os.environ.get("TIEOUT_SHOTS")
#: Milliseconds until what is looked for is taken never to come; long, since only a failure waits so long.
PATIENCE = 30_000
WIDE, NARROW = (1360, 860), (375, 812)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the browser CHROMIUM names, else Debian's, else playwright's own."""
    path = os.environ.get("CHROMIUM") or (DEBIAN if Path(DEBIAN).exists() else None)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


def watched(browser: Browser, url: str, size: tuple[int, int], *expected: str) -> Iterator[Page]:
    """Give a page that fails the test on any error or violation of the content policy, but for expected statuses."""
    context = browser.new_context(base_url=url, viewport={"width": size[0], "height": size[1]})
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert [text for text in said if not any(status in text for status in expected)] == []


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Give a page over the small morning; a stale version is told in place, which the browser reports, too."""
    yield from watched(browser, served.url, WIDE, "412")


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    """Choose files on the page of files."""
    page.goto("/files")
    chosen = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files]
    page.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]


def worked(page: Page, served: Served) -> None:
    """Take the morning in and wait for its matching."""
    upload(page, ("morning.bai", morning.BAI2))
    expect(page.locator("[data-file]")).to_have_count(1)
    served.settle()


def current(page: Page) -> str:
    """Return the id of the exception in the pane."""
    return page.locator("#pane [data-exception]").get_attribute("data-exception") or ""


def shows(page: Page, exception: str) -> None:
    """Wait until the pane shows an exception."""
    expect(page.locator("#pane [data-exception]")).to_have_attribute("data-exception", exception)


def after(page: Page, exception: str) -> str:
    """Wait until the pane shows another exception, and return its id."""
    expect(page.locator("#pane [data-exception]")).not_to_have_attribute("data-exception", exception)
    return current(page)


def opens(page: Page, key: str) -> None:
    """Press a key and wait for the field it opens, as somebody who looks where he types."""
    page.keyboard.press(key)
    expect(page.locator("input:focus, textarea:focus, select:focus")).to_have_count(1)


def test_files_are_taken_and_followed(page: Page, served: Served) -> None:
    upload(page, ("morning.bai", morning.BAI2), ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x01"))
    cards = page.locator("[data-file]")
    expect(cards).to_have_count(2)
    expect(cards.filter(has_text="morning.bai")).to_contain_text("control totals matched")
    expect(cards.filter(has_text="photo.png")).to_contain_text("Not taken")
    served.settle()
    expect(page.locator("#progress")).to_contain_text("applied")
    expect(page.get_by_text("Nothing has been taken in yet.")).to_be_hidden()
    expect(page.locator("#waiting")).not_to_have_text("0")


def test_that_the_server_does_not_answer_is_told_and_the_key_works_once_it_does(
    browser: Browser, matched: Served
) -> None:
    """Nobody goes on in the belief that it was done."""
    expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    for page in watched(browser, matched.url, WIDE, *expected):
        page.goto("/desk")
        first = current(page)
        page.context.set_offline(True)
        page.keyboard.press("p")
        expect(page.locator("#notice")).to_contain_text("The server did not answer.")
        page.context.set_offline(False)
        page.keyboard.press("p")
        after(page, first)
        expect(page.locator("#notice")).to_be_empty()
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        page.goto("/customers/C100")
        page.locator("#contacts [name=by]").first.fill("ana")
        page.context.set_offline(True)
        page.locator("#contacts button").first.click()
        assert page.evaluate("scrollY") > NARROW[1], "the form is far below the head"
        expect(page.locator("#notice .notice")).to_be_in_viewport(ratio=1)


def test_three_exceptions_are_worked_by_keyboard_and_the_last_is_undone(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/desk")
    rows = page.locator("[data-row]")
    waits = rows.count()
    assert waits >= 4
    expect(page.locator("[data-row][aria-current=true]")).to_be_focused()

    first = current(page)
    opens(page, "x")
    page.keyboard.type("own transfer")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(waits - 1)
    expect(page.locator("#toast")).to_contain_text("Not receivables: 50,000.00 USD from ZZ HOLDINGS <B>LTD</B>")
    second = after(page, first)
    expect(page.locator("[data-row][aria-current=true]")).to_be_focused()

    page.keyboard.press("a")
    expect(rows).to_have_count(waits - 2)
    expect(page.locator("#tally")).to_contain_text("2 decided")

    third = after(page, second)
    page.keyboard.press("p")
    expect(page.locator("#toast")).to_contain_text("Parked")
    expect(rows).to_have_count(waits - 2)
    expect(page.locator("[data-row]").last).to_contain_text("Parked")

    page.keyboard.press("z")
    expect(page.locator("#toast")).to_contain_text("Undone")
    shows(page, third)
    page.keyboard.press("z")
    expect(rows).to_have_count(waits - 1)
    shows(page, second)
    expect(page.locator("[data-row][aria-current=true]")).to_be_focused()
    expect(page).to_have_url(re.compile(f"item={second}$"))


def test_amounts_are_edited_with_the_rest_in_sight(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/desk")
    with page.expect_response("**/desk/**"):  # the pane may show it already: the click's answer is waited for
        page.locator("[data-row]", has_text="BRACKEN").click()
    expect(page.locator("#pane")).to_contain_text("BRACKEN TOOL CO")
    page.wait_for_function("!document.querySelector('.htmx-request')")
    page.keyboard.press("e")
    cash = page.locator("#hand .line [name=cash]").first
    expect(cash).to_be_focused()
    cash.fill("600.00")
    expect(page.locator(".remaining")).to_have_text("Remaining 40.00")
    page.get_by_role("button", name="Add a line").click()
    lines = page.locator("#hand .line")
    lines.last.locator("[name=item]").fill("INV-30023")
    lines.last.get_by_role("button", name="Put the rest here").click()
    expect(page.locator(".remaining")).to_have_attribute("data-left", "0")
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page.locator("#toast")).to_contain_text("Applied by hand: 640.00 USD")


def test_the_keys_of_the_queue_walk_it_and_the_help_lists_them(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/desk")
    expect(page.locator("[data-row][aria-current=true]")).to_be_focused()
    first = current(page)
    page.keyboard.press("j")
    expect(page.locator(f"#row-{first}")).not_to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(page.locator(f"#row-{first}")).to_have_attribute("aria-current", "true")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Park: leave it for later")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page).to_have_url(re.compile("/receipts$"))


def stepping(page: Page) -> tuple[str, Route]:
    """Step to the next receipt; return the one left, and the request for the next, which is held until it is let go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/desk/[^/?]+$"), hold)
    for _ in range(PATIENCE // 2_000):  # a step before the page is alive is a plain link, which is not held
        expect(page.locator("[data-row][aria-current=true]")).to_be_focused()
        left = current(page)
        page.keyboard.press("j")
        for _ in range(100):
            if held:
                return left, held[0]
            page.wait_for_timeout(20)
    raise AssertionError("no step asked for a receipt")


def test_a_key_waits_for_what_the_key_before_it_brings(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/desk")
    first, held = stepping(page)
    page.keyboard.press("p")  # pressed while the first receipt still stands in the pane
    with page.expect_request(re.compile("/park$")) as asked:
        held.continue_()
    expect(page.locator("#toast")).to_contain_text("Parked")
    assert first not in asked.value.url
    page.unroute(re.compile(r"/desk/[^/?]+$"))


def test_what_is_typed_early_goes_into_the_field_it_was_meant_for(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/desk")
    first, held = stepping(page)
    page.keyboard.press("x")
    page.keyboard.type("a tax refund")
    page.keyboard.press("Enter")
    with page.expect_request(re.compile("/not-ar$")) as asked:
        held.continue_()
    assert "note=a+tax+refund" in (asked.value.post_data or "")
    assert first not in asked.value.url


def test_what_somebody_else_decided_is_told_in_place(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/desk")
    other = {"act": "park", "note": "mine"}
    assert served.client.post(f"/v1/exceptions/{current(page)}/resolution", json=other).status_code == 200
    page.keyboard.press("p")
    expect(page.locator("#notice")).to_contain_text("It changed after you read it")
    expect(page.locator("#pane")).to_contain_text("Note mine")
    expect(page.locator("[data-row][aria-current=true]")).to_be_focused()


def test_a_receipt_that_somebody_else_settled_leaves_the_queue_and_a_second_press_falls_on_nothing(
    page: Page, served: Served
) -> None:
    """The queue is shown as it is now; a key pressed before that was seen decides nothing."""
    worked(page, served)
    page.goto("/desk")
    gone, rows = current(page), page.locator("[data-row]").count()
    path = f"/v1/exceptions/{gone}/resolution"
    assert served.client.post(path, json={"act": "not_ar", "note": "a refund"}).status_code == 200
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(page.locator("#notice")).to_contain_text("It changed after you read it")
    expect(page.locator("[data-row]")).to_have_count(rows - 1)
    expect(page.locator("#waiting")).to_have_text(str(rows - 1))
    expect(page.locator(f"#item-{gone}")).to_have_count(0)
    expect(page.locator("#toast")).not_to_contain_text("Parked")


def test_the_queue_ends_in_a_finished_page(page: Page, served: Served) -> None:
    worked(page, served)
    for row in served.client.get("/v1/exceptions").json()["data"][1:]:
        path = f"/v1/exceptions/{row['exception_id']}/resolution"
        assert served.client.post(path, json={"act": "not_ar"}).status_code == 200
    page.goto("/desk")
    opens(page, "x")
    page.keyboard.type("refund")
    page.keyboard.press("Enter")
    expect(page.locator("[data-finished]")).to_contain_text("The queue is empty")
    page.keyboard.press("z")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page.locator("[data-row][aria-current=true]")).to_be_focused()


def test_what_the_payer_wrote_is_text_and_its_evidence_is_marked(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/receipts?amount=1250.00")
    page.get_by_role("link", name="HOLLIS MARINE SUPPLY INC").click()
    expect(page.locator("[data-banktext] mark", has_text="30011")).to_be_visible()
    page.goto("/receipts?payer=zz")
    page.get_by_role("link", name="ZZ HOLDINGS <B>LTD</B>").click()
    expect(page.locator("[data-banktext]")).to_contain_text("<B>LTD</B>")
    expect(page.locator("[data-banktext] b")).to_have_count(0)


#: Cells of lists, the name of the page shown and a figure's currency that nobody sees whole.
CUT = """[...document.querySelectorAll("table.stacks :is(th, td), .bar > nav [aria-current], .figure small")]
    .filter((e) => e.closest("thead, .hides") === null && (e.getClientRects().length === 0
        || e.getBoundingClientRect().right > innerWidth)).map((e) => e.textContent)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_fits_its_window(page: Page, served: Served, scheme: str, size: tuple[int, int]) -> None:
    """Nothing sticks out sideways, in either colour; pictures are kept where TIEOUT_SHOTS names a folder."""
    worked(page, served)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for name in ("", "files", "receipts", "desk", "customers", "reports"):
        page.goto(f"/{name}")
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name
        assert page.evaluate(CUT) == [], name
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name or 'overview'}-{scheme}-{size[0]}.png", full_page=True)


def test_a_wide_report_is_printed_whole(page: Page, served: Served) -> None:
    """On paper nothing scrolls: what is wider than the page would be cut."""
    worked(page, served)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 980, "height": 700})  # a letter on its side, within its margins
    for path in ("/reports/aging", "/receipts", "/matching"):
        page.goto(path)
        expect(page.locator("table.broad")).to_have_count(1)
        kept_in = "e => [getComputedStyle(e.closest('.scroll')).overflowX, e.scrollWidth <= 980]"
        assert page.locator("table.broad").evaluate(kept_in) == ["visible", True], path
        assert page.locator("button:visible, input:visible, nav:visible, a.chip:visible").count() == 0


def test_what_differs_between_versions_fits_a_phone_and_is_reached_by_keys(page: Page, served: Served) -> None:
    """A long line of a rule scrolls within its frame, which keys reach, and nothing sticks out beside it."""
    books = served.app.state.workspace
    text = proposing.example(books, "policy").replace("0.1%", "0.05%")
    asked = proposing.propose(books, "policy", text, proposing.When("audit"), actor="ana")
    control.approve(books, asked.request_id, actor="cleo")
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.goto("/configs/policy")
    expect(page.locator("pre")).to_contain_text('+error_bound = "0.05%"')
    expect(page.locator("pre")).not_to_contain_text("currency")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    assert broken(page, "scrollable-region-focusable") == []


@pytest.mark.parametrize(("width", "media"), [(375, "screen"), (703, "print"), (1000, "screen")])
def test_no_figure_of_a_customer_is_cut(page: Page, width: int, media: Literal["screen", "print"]) -> None:
    """A letter upright, within its margins, a phone and a small screen: beside what is used the limit stands whole."""
    page.emulate_media(media=media)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/customers/C100")
    page.locator(".figure strong").first.wait_for()
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"
    assert page.locator(".figure strong").evaluate_all(cut) == []
    millions = "all => all.forEach(e => { if (e.firstChild.nodeType === 3) e.firstChild.data = '1,487,324.06'; })"
    page.locator(".figure .money").evaluate_all(millions)
    torn = """all => all.filter(e => { const range = document.createRange(); range.selectNodeContents(e.firstChild);
        return range.getClientRects().length > 1; }).map(e => e.innerText)"""
    assert page.locator(".figure .money").evaluate_all(torn) == [], "a number stands on one line"


#: What a reader of screens needs of every page beside what axe asks; each question returns the elements that miss it.
ASKED = {
    "not one first heading": """document.querySelectorAll("h1").length === 1 ? [] : ["h1"]""",
    "a landmark that is missing": """["header", "nav[aria-label]", "main", "[aria-live]", "[role=alert]"]
        .filter((landmark) => !document.querySelector(landmark))""",
}
#: What axe is asked in each colour: only how colours stand against each other differs.
COLOURS: dict[Literal["light", "dark"], tuple[str, ...]] = {"light": (), "dark": ("color-contrast",)}


def broken(page: Page, *rules: str) -> list[str]:
    """Return what axe finds wrong with a page, by these rules or by all: rule and element."""
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found = Axe().run(page, options={"resultTypes": ["violations"], **only})
    return [f"{one['id']}: {node['html']}" for one in found.response["violations"] for node in one["nodes"]]


def test_every_page_of_the_menu_can_be_read_without_seeing_it_and_in_either_colour(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/")
    menu = page.eval_on_selector_all("nav a[href^='/']", "links => links.map((one) => one.getAttribute('href'))")
    assert len(menu) >= 8
    for name in dict.fromkeys([*menu, "/desk?reason=name_alone"]):
        for scheme, rules in COLOURS.items():
            page.emulate_media(color_scheme=scheme)
            page.goto(name)
            assert broken(page, *rules) == [], (scheme, name)
        for missing, question in ASKED.items():
            assert page.evaluate(question) == [], (name, missing)


def test_the_focus_is_seen_wherever_it_goes(page: Page, served: Served) -> None:
    """Forty steps of the tab key: each lands on something that shows an outline."""
    worked(page, served)
    page.goto("/desk")
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """(() => { const e = document.activeElement; const style = getComputedStyle(e);
            const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            return e === document.body || ring; })()"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_a_queue_narrowed_by_a_reason_stays_narrowed(page: Page, served: Served) -> None:
    worked(page, served)
    page.goto("/desk?reason=name_alone")
    waits = page.locator("[data-row]").count()
    assert 2 <= waits < len(served.client.get("/v1/exceptions").json()["data"])
    page.keyboard.press("a")
    expect(page.locator("[data-row]")).to_have_count(waits - 1)
    expect(page.locator("#pane")).to_contain_text("Name and amount alone")
    expect(page).to_have_url(re.compile("reason=name_alone"))
