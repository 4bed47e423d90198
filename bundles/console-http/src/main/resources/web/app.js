import { live, findingPage } from "./findings.js";
import { orders, orderPage } from "./orders.js";
import { balance } from "./balance.js";
import { connectors } from "./connectors.js";
import { health } from "./health.js";
import { system } from "./system.js";

const pages = [
  [/^#\/live$/, live],
  [/^#\/findings\/(.+)$/, findingPage],
  [/^#\/orders$/, orders],
  [/^#\/orders\/(.+)$/, orderPage],
  [/^#\/balance$/, balance],
  [/^#\/connectors$/, connectors],
  [/^#\/health$/, health],
  [/^#\/system$/, system],
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
      if (turn === shown && !main.firstChild) main.textContent = String(failure.message || failure);
    }
    return;
  }
  location.hash = "#/live";
}

function lampSays(on, words) {
  lamp.className = "lamp " + (on ? "on" : "off");
  lamp.textContent = words;
}

let waiting = 0;
function soon() {
  if (waiting) return;
  waiting = setTimeout(() => {
    waiting = 0;
    if (!document.hidden) show();
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
  window.scrollTo(0, 0);
  show();
});
document.addEventListener("visibilitychange", soon);
show();
