import { el, time } from "./view.js";

const kinds = { INTAKE: "Intake", RULES: "Rules", CONNECTOR: "Connector", SOURCE: "Source", STORAGE: "Storage", PATTERN: "Pattern of", BALANCE: "Balance", DATABASE: "Database", CLOCK: "Clock of", READING: "What became of orders in", REGISTER: "Register of assets in", POINTS: "Sensors of points", CERTIFICATE: "Certificate of" };
const urgency = { RED: 0, GREY: 1, GREEN: 2 };

/** Whether each part is proven to work: red first, with the reason. */
export function lamps(all) {
  if (!all.length) return undefined;
  const sorted = [...all].sort((a, b) => urgency[a.state] - urgency[b.state]);
  return el(
    "section",
    { class: "card proofs" },
    el("h2", {}, "Proven by tests"),
    el("ul", { class: "lamps" }, sorted.map(lamp)),
  );
}

function lamp(one) {
  return el(
    "li",
    { class: "lampline " + one.state + (one.kind === "CERTIFICATE" && one.stage === "ends" ? " soon" : "") },
    el("i", { role: "img", "aria-label": one.state.toLowerCase() }),
    el("strong", {}, one.name === one.id ? kinds[one.kind] : kinds[one.kind] + " " + one.name),
    el("span", {}, words(one)),
    el("small", {}, one.provedAt ? el("span", {}, one.state === "GREEN" ? "proven " : "last proven ", time(one.provedAt)) : ""),
  );
}

function words(one) {
  if (one.state === "GREEN") return one.proof;
  if (one.state === "GREY") return one.words;
  if (["PATTERN", "STORAGE", "CLOCK", "READING", "REGISTER", "POINTS", "CERTIFICATE"].includes(one.kind)) return el("span", {}, "since ", time(one.since), ", ", one.stage + ": " + one.words, one.level > 1 ? " (urgent)" : "");
  return el("span", {}, "broken since ", time(one.since), ", ", one.stage + ": " + one.words, one.level > 1 ? " (urgent)" : "");
}
