import { badge, card, el, empty, facts, get, page, percent, picture, telling, tile, time } from "./view.js";
import { lamps } from "./lamps.js";
import { whyCard } from "./why.js";
import { subject } from "./balance.js";
import { stretches } from "./stretch.js";

export async function live() {
  const overview = await get("/api/overview");
  if (overview.store) return page(el("h1", {}, "Live"), el("p", { class: "notice" }, overview.store), lamps(overview.lamps || []));
  const list = await get("/api/findings?limit=40");
  const counts = overview.balance.states || {};
  return page(
    el("h1", {}, "Live"),
    el(
      "div",
      { class: "grid tiles" },
      tile(overview.balance.accepted ?? 0, "findings accepted"),
      tile((counts.RAISED ?? 0), "orders raised"),
      tile((counts.MERGED ?? 0), "merged into open orders"),
      tile((counts.IN_REVIEW ?? 0), "in review"),
      tile(
        overview.balance.difference ?? 0,
        "balance difference",
        overview.balance.difference === 0 ? "good" : "bad",
      ),
    ),
    lamps(overview.lamps || []),
    card(
      "Findings, newest first",
      list.findings.length
        ? el("div", { class: "list" }, list.findings.map(line))
        : empty("Nothing found yet. Frames are being looked at; findings appear here at once."),
    ),
  );
}

export function line(finding) {
  const target = finding.order ? "#/orders/" + encodeURIComponent(finding.order) : "#/findings/" + encodeURIComponent(finding.id);
  return el(
    "a",
    { class: "row", href: target },
    picture(finding.thumbnail || finding.annotated, finding.class + " at " + finding.point),
    el(
      "div",
      { class: "what" },
      el("strong", {}, finding.class + (finding.value !== undefined ? " " + finding.value : " " + percent(finding.confidence))),
      el("small", {}, finding.asset || finding.point),
      el("small", {}, finding.reason),
    ),
    el("div", { class: "side" }, badge(finding.disposition), el("small", {}, time(finding.capturedAt))),
  );
}

export async function findingPage(id) {
  const finding = await get("/api/findings/" + encodeURIComponent(id));
  return page(
    el("h1", {}, finding.class + " ", badge(finding.disposition)),
    el(
      "div",
      { class: "grid" },
      finding.annotated
        ? card("Evidence", pictures(finding.annotated, finding.original))
        : undefined,
      stretches(finding.stretches, [finding.capturedAt]),
      el(
        "div",
        { class: "grid two" },
        card("Why", whyCard(finding.why, finding.reason)),
        card(
          "Finding",
          facts([
            ["Id", el("code", {}, finding.id)],
            ["Point", el("a", { href: "#/points/" + encodeURIComponent(finding.point) }, finding.point)],
            ["Asset", finding.asset],
            ["Confidence", percent(finding.confidence)],
            ["Value", finding.value],
            ["Seen", time(finding.capturedAt)],
            ["Its source's clock said", finding.claimedAt ? el("span", {}, time(finding.claimedAt), "; that or the gateway's clock is wrong, so it counts from its arrival") : ""],
            ["Decided", time(finding.decidedAt)],
            ["Journal", subject(finding.id, "entries about it")],
            ["Order", finding.order ? el("a", { href: "#/orders/" + encodeURIComponent(finding.order) }, finding.order) : ""],
          ]),
        ),
      ),
    ),
  );
}

export function pictures(annotated, original) {
  return el(
    "div",
    { class: "pair" },
    el("figure", {}, el("a", { href: "/api/evidence/" + annotated }, telling(el("img", { src: "/api/evidence/" + annotated, alt: "annotated picture" }))), el("figcaption", {}, "Annotated copy")),
    original
      ? el("figure", {}, el("a", { href: "/api/evidence/" + original }, telling(el("img", { src: "/api/evidence/" + original, alt: "original picture" }))), el("figcaption", {}, "Original, as captured"))
      : undefined,
  );
}
