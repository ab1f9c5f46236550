"""Every page the journey has seen, once more and by keyboard alone: the Tab key reaches what the page is for."""

from playwright.sync_api import Page

from tests.browser.journey.stage import Stage

STRIDE = 8
# The page's main action: its first primary button that shows, else the first thing in it that can be used.
WATCH = """() => {
  const usable = (element) => element.checkVisibility() && !element.disabled && !element.closest("dialog, [inert]");
  const find = (selector) => [...document.querySelectorAll(selector)].find(usable);
  const target = find("main .button--primary") ?? find("main :is(a[href], button, input:not([type=hidden]), summary)");
  window.reached = !target;
  target?.addEventListener("focus", () => { window.reached = true; });
  const parts = { date: 4, time: 4, "datetime-local": 7 };  // where Tab stops within one field
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  return stops.reduce((sum, element) => sum + (parts[element.type] ?? 1), 1);
}"""


def unreached(stage: Stage) -> list[str]:
    """The pages whose main action the Tab key does not reach."""
    missed = []
    pages: dict[object, Page] = {}
    for endpoint, (context, url) in stage.seen.items():
        if not context.pages:
            continue  # that browser was closed with its camera
        page = pages.setdefault(context, context.pages[0])
        answer = page.goto(url, wait_until="domcontentloaded")
        if answer is not None and answer.ok and not _reaches(page):
            missed.append(f"{endpoint} {url}")
    stage.complaints.clear()  # a link that serves once answers that it is spent
    return missed


def _reaches(page: Page) -> bool:
    most = int(page.evaluate(WATCH))
    for _ in range(0, most, STRIDE):
        for _ in range(STRIDE):
            page.keyboard.press("Tab")
        if page.evaluate("() => window.reached"):
            return True
    return False
