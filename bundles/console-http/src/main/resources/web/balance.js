import { badge, card, el, facts, get, page } from "./view.js";

const order = ["PENDING", "HELD", "IN_REVIEW", "RAISED", "MERGED", "LOGGED", "SUPPRESSED", "DISMISSED", "TEST"];

export async function balance() {
  const sheet = await get("/api/balance");
  const states = sheet.states || {};
  const sum = order.map((state) => states[state] || 0);
  return page(
    el("h1", {}, "Balance"),
    el(
      "div",
      { class: "grid" },
      card(
        "",
        el("p", { class: "equation" }, el("b", {}, String(sheet.accepted)), " accepted + ", String(sheet.tests ?? 0), " tests of the gateway's own = ", sum.join(" + "), " ; difference ", el("b", {}, String(sheet.difference))),
        el("p", {}, sheet.difference === 0 ? badge("UP") : badge("DOWN"), sheet.difference === 0 ? " Every accepted finding is in exactly one state." : " Findings are missing or doubled. Do not trust the orders until this is explained."),
      ),
      card(
        "States",
        el(
          "div",
          { class: "cut" },
          el(
            "table",
            {},
            el("tr", {}, el("th", {}, "State"), el("th", { class: "num" }, "Findings")),
            order.map((state) => el("tr", {}, el("td", {}, badge(state)), el("td", { class: "num" }, String(states[state] || 0)))),
          ),
        ),
      ),
      card(
        "Journal",
        facts([
          ["Entries", sheet.journalEntries],
          ["Entries that do not fit", (sheet.problems || []).join("; ")],
        ]),
      ),
    ),
  );
}
