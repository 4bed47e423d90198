import { badge, card, el, empty, facts, get, table } from "./view.js";

const words = { protocol: "Protocol", tls: "TLS", authentication: "Signs in with", rate: "Requests", payload: "Largest file" };

function complaints(each) {
  return (each.complaints || []).map((one) => el("div", {}, badge("FAILED"), " ", one));
}

/** What holds on the way to each system, for all instances. */
export async function transport() {
  const all = (await get("/api/transport")).endpoints || [];
  if (!all.length) return card("Transport check list", empty("No connector instance in the site documents."));
  return card(
    "Transport check list",
    table(
      ["Instance", ...Object.values(words)],
      all.map((each) => [
        [el("a", { href: "#/connectors/instance/" + encodeURIComponent(each.instance) }, each.instance), ...complaints(each)],
        ...Object.keys(words).map((item) => ((each.items || []).find((one) => one.item === item) || {}).here || ""),
      ]),
    ),
  );
}

/** The same for one instance, with where the vendor's words are known from. */
export async function transportOf(id) {
  const each = ((await get("/api/transport")).endpoints || []).find((one) => one.instance === id);
  if (!each) return undefined;
  return card(
    "Transport check list",
    ...complaints(each),
    facts((each.items || []).map((one) => [words[one.item], el("span", {}, el("div", {}, one.here), el("div", { class: "soft" }, one.source))])),
  );
}
