import { badge, card, el, empty, facts, get, page, table, time } from "./view.js";
import { line } from "./findings.js";

const order = ["PENDING", "HELD", "IN_REVIEW", "RAISED", "MERGED", "LOGGED", "SUPPRESSED", "DISMISSED", "TEST"];
const meanings = {
  PENDING: "accepted, not decided yet",
  HELD: "waiting for a time or state",
  IN_REVIEW: "waiting for a person",
  RAISED: "made an order",
  MERGED: "joined an open order",
  LOGGED: "recorded only",
  SUPPRESSED: "silenced, with the reason",
  DISMISSED: "ended by a person",
  TEST: "tests of the gateway's own",
};

export async function balance() {
  const [sheet, journal] = await Promise.all([get("/api/balance"), get("/api/journal")]);
  const states = sheet.states || {};
  const sum = order.map((state) => states[state] || 0);
  const kinds = Object.entries(journal.kinds || {}).sort((a, b) => a[0].localeCompare(b[0]));
  return page(
    el("h1", {}, "Balance"),
    el(
      "div",
      { class: "grid" },
      card(
        "",
        el("p", { class: "equation" }, el("b", {}, String(sheet.accepted)), " accepted + ", String(sheet.tests ?? 0), " tests of the gateway's own = ", sum.join(" + "), " ; difference ", el("b", {}, String(sheet.difference))),
        el("p", {}, sheet.difference === 0 ? badge("UP") : badge("DOWN"), sheet.difference === 0 ? " Every accepted finding is in exactly one state." : " Findings are missing or doubled. Do not trust the orders until this is explained."),
        (sheet.problems || []).length ? el("div", {}, el("p", {}, "Entries of the journal that do not fit:"), el("ul", {}, sheet.problems.map((each) => el("li", {}, el("code", {}, each))))) : undefined,
      ),
      card(
        "Lines",
        table(
          ["State", "What it means", "Findings #"],
          order.map((state) => [
            badge(state),
            el("span", {}, meanings[state]),
            states[state] ? el("a", { href: "#/balance/" + state, "aria-label": states[state] + " " + meanings[state] }, String(states[state])) : "0",
          ]),
        ),
        el("p", { class: "soft" }, "Orders in the books: ", el("a", { href: "#/orders" }, String(sheet.orders)), ". Each finding that made an order stands behind one of them."),
      ),
      card(
        "Journal",
        facts([["Entries read for this sheet", sheet.journalEntries]]),
        table(
          ["Kind of entry", "Entries #"],
          kinds.map(([kind, count]) => [el("code", {}, kind), el("a", { href: "#/journal/kind/" + encodeURIComponent(kind), "aria-label": count + " entries " + kind }, String(count))]),
        ),
      ),
    ),
  );
}

export async function behind(state) {
  const all = await get("/api/balance/" + encodeURIComponent(state) + "?limit=100");
  const rows = all.findings || [];
  const back = el("p", {}, el("a", { href: "#/balance" }, "Back to the balance"));
  const title = el("h1", {}, badge(state), " ", meanings[state] || "");
  if (all.observations) {
    return page(title, back, card("Observations with findings to decide", all.observations.length ? el("ul", {}, all.observations.map((id) => el("li", {}, subject(id)))) : empty("None waits.")));
  }
  if (all.entries) return page(title, back, entries(all.entries));
  return page(
    title,
    back,
    card(
      rows.length === 100 ? "The newest 100" : "",
      rows.length
        ? el("div", { class: "list" }, rows.map((row) => el("div", { class: "witness" }, line(row), el("small", {}, "decided ", time(row.decidedAt), " · ", subject(row.id, "entries")))))
        : empty("No finding is here."),
    ),
  );
}

/** A link to what the journal says about something. */
export function subject(id, words = id) {
  return el("a", { href: "#/journal/subject/" + encodeURIComponent(id) }, words);
}

export async function journal(by, what) {
  const all = await get("/api/journal?" + by + "=" + encodeURIComponent(what));
  return page(
    el("h1", {}, "Journal ", el("small", {}, by === "kind" ? "newest of " : "about ", el("code", {}, what))),
    entries(all.entries),
  );
}

function entries(list) {
  if (!list.length) return card("", empty("The journal says nothing about it."));
  return card(
    "",
    el(
      "ol",
      { class: "steps" },
      list.map((each) =>
        el(
          "li",
          {},
          el("strong", {}, "#" + each.sequence + " " + each.kind),
          " ",
          el("small", {}, time(each.at)),
          el("div", {}, subject(each.subject), each.kind === "observation.refused" && /^[0-9a-f]{64}$/.test(each.facts.content || "") ? el("span", {}, " · ", el("a", { href: "/api/evidence/" + each.facts.content }, "what was sent")) : ""),
          el("details", {}, el("summary", {}, el("small", {}, "facts, hash ", el("code", {}, each.hash.slice(0, 12)))), el("pre", { class: "facts" }, JSON.stringify(each.facts, null, 2))),
        ),
      ),
    ),
  );
}
