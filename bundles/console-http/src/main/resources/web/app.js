import { get } from "./view.js";
import { live, findingPage } from "./findings.js";
import { orders, orderPage } from "./orders.js";
import { balance, behind, journal } from "./balance.js";
import { review } from "./review.js";
import { workbench } from "./workbench.js";
import { documents } from "./documents.js";
import { connectors } from "./connectors.js";
import { kindPage } from "./catalogue.js";
import { instancePage } from "./instance.js";
import { mappingPage } from "./mapping.js";
import { points, pointPage } from "./points.js";
import { sources, sourcePage } from "./sources.js";
import { assets, assetPage } from "./assets.js";
import { heard } from "./heard.js";
import { browse, browsePage } from "./browse.js";
import { health } from "./health.js";
import { start } from "./start.js";
import { system } from "./system.js";
import { warnings } from "./warnings.js";

const pages = [
  [/^#\/live$/, live],
  [/^#\/findings\/(.+)$/, findingPage],
  [/^#\/orders$/, orders],
  [/^#\/orders\/(.+)$/, orderPage],
  [/^#\/review$/, review],
  [/^#\/workbench$/, workbench],
  [/^#\/documents$/, documents],
  [/^#\/balance$/, balance],
  [/^#\/balance\/(.+)$/, behind],
  [/^#\/journal\/(kind|subject)\/(.+)$/, journal],
  [/^#\/connectors$/, connectors],
  [/^#\/connectors\/instance\/(.+)$/, instancePage],
  [/^#\/connectors\/kind\/(.+)$/, kindPage],
  [/^#\/connectors\/mapping\/(.+)$/, mappingPage],
  [/^#\/sources$/, sources],
  [/^#\/sources\/(.+)$/, sourcePage],
  [/^#\/points$/, points],
  [/^#\/points\/(.+)$/, pointPage],
  [/^#\/assets$/, assets],
  [/^#\/assets\/(.+)$/, assetPage],
  [/^#\/heard$/, heard],
  [/^#\/browse$/, browse],
  [/^#\/browse\/(.+)$/, browsePage],
  [/^#\/health$/, health],
  [/^#\/system$/, system],
  [/^#\/start$/, start],
  [/^#\/warnings$/, warnings],
];

const main = document.getElementById("page");
const lamp = document.getElementById("lamp");
let shown = 0;

async function show() {
  const hash = location.hash || "#/live";
  for (const link of document.querySelectorAll("nav a")) {
    if (hash.startsWith(link.getAttribute("href"))) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const turn = ++shown;
  for (const [pattern, page] of pages) {
    const match = pattern.exec(hash);
    if (!match) continue;
    try {
      const content = await page(...match.slice(1).map(decodeURIComponent));
      if (turn === shown) main.replaceChildren(content);
    } catch (failure) {
      const content = await start().catch(() => undefined);
      if (turn !== shown) return;
      if (content && !main.querySelector("h1")) main.replaceChildren(content);
      else if (!main.firstChild) main.textContent = String(failure.message || failure);
    }
    return;
  }
  location.hash = "#/live";
}

function lampSays(on, words) {
  lamp.className = "lamp " + (on ? "on" : "off");
  lamp.textContent = words;
}

/** Whether somebody is in the middle of deciding; then nothing moves under the hands. */
function busy() {
  const at = document.activeElement;
  return main.querySelector("details.case[open], [data-hold]") !== null || (main.contains(at) && /^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(at.tagName)) || [...main.querySelectorAll("form input")].some((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);
}

function count(id, number) {
  const place = document.getElementById(id);
  place.hidden = !number;
  place.textContent = number ? String(number) : "";
}

/** What every page's head tells: the balance, and what waits for a person. */
async function head() {
  const told = await get("/api/head").catch(() => undefined);
  const sheet = document.getElementById("balance");
  starting(told ? told.start : (await get("/api/start").catch(() => ({}))).state);
  if (!told || told.store) {
    sheet.className = "lamp";
    sheet.textContent = "balance unknown";
    return;
  }
  sheet.className = "lamp " + (told.difference === 0 ? "on" : "off alarm");
  sheet.textContent = "balance " + told.difference;
  count("reviews", told.review);
  count("benches", told.workbench);
}

/** While it starts there may be no commit that would tell the page to look again. */
let looking = 0;
function starting(state) {
  const place = document.getElementById("start");
  place.hidden = !state || state === "READY" || state === "UNKNOWN";
  place.textContent = state === "STARTING" ? "starting" : "start incomplete";
  if (state !== "READY" && !looking) {
    looking = setTimeout(() => {
      looking = 0;
      soon();
    }, 2000);
  }
}

let waiting = 0;
function soon() {
  if (waiting) return;
  waiting = setTimeout(() => {
    waiting = 0;
    if (document.hidden) return;
    head();
    if (!busy()) show();
  }, 400);
}

const events = new EventSource("/api/events");
events.onopen = () => lampSays(true, "live");
events.onerror = () => lampSays(false, "gateway away");
events.onmessage = () => {
  lampSays(true, "live");
  soon();
};

window.addEventListener("hashchange", () => {
  main.replaceChildren();
  document.getElementById("notice").textContent = "";
  window.scrollTo(0, 0);
  show();
});
window.addEventListener("decided", () => {
  head();
  show();
});
document.addEventListener("visibilitychange", soon);
head();
show();
