import { el, facts, percent } from "./view.js";

/** What a rule's policy of repeats did with a finding. */
const repeats = {
  "follow-up": "A new order that follows",
  reopened: "The order was opened again",
  urged: "The open order was urged",
  graver: "Graver than what the order carried",
  noted: "Noted only beside",
  suppressed: "Silent because of",
};

/** Why a finding is where it is: what was measured, what fired, what nearly did. */
export function whyCard(why = {}, reason = "") {
  const parts = [el("p", {}, el("strong", {}, reason || why.reason || ""))];
  if (why.repeat) {
    const what = repeats[why.repeat.did] || why.repeat.did;
    parts.push(
      el("p", {}, what + ": ", el("a", { href: "#/orders/" + encodeURIComponent(why.repeat.order) }, why.repeat.reference)),
    );
  }
  if (why.when) {
    parts.push(el("p", {}, "Rule ", el("code", {}, why.rule), ": ", el("code", {}, why.when)));
  }
  if (why.comparisons && why.comparisons.length) {
    parts.push(
      el("ul", { class: "checks" }, why.comparisons.map((each) => el("li", { class: each.held ? "" : "no" }, el("code", {}, each.text)))),
    );
  }
  if (why.nearly && why.nearly.length) {
    parts.push(
      el("p", {}, "Nearly:"),
      el(
        "ul",
        { class: "checks" },
        why.nearly.map((each) =>
          el("li", { class: "no" }, el("code", {}, each.rule), each.missedBy ? " missed by " : " could not tell: ", el("code", {}, each.missedBy || each.cannotTell || "")),
        ),
      ),
    );
  }
  const condition = why.condition || {};
  parts.push(
    facts([
      ["Severity", (why.severity || "").toLowerCase()],
      ["Criticality", why.criticality],
      ["Seen in the last looks", condition.hits === undefined ? "" : condition.hits + " hits, " + condition.needed + " of " + condition.looks + " confirm"],
      ["In 30 days", condition.count30d],
      ["Growth since first sight", condition.growth === undefined ? "" : condition.growth.toFixed(2) + " ×"],
      ["Tiers", why.values ? "order at " + percent(why.values["tier.order"]) + ", review at " + percent(why.values["tier.review"]) + " (" + why.tiersFrom + ")" : ""],
      ["Queue", why.queue],
      ["Site documents", why.documents ? el("code", {}, why.documents) : ""],
    ]),
  );
  return el("div", {}, parts);
}
