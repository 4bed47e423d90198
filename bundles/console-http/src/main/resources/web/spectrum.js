import { card, el, empty, facts, get, table, time } from "./view.js";
import { spectrum as drawn } from "./spectra.js";
import { number, unitOf } from "./units.js";

const reaches = [["", "all"], ["50", "to 50 Hz"], ["200", "to 200 Hz"], ["500", "to 500 Hz"], ["1000", "to 1 kHz"], ["2000", "to 2 kHz"], ["5000", "to 5 kHz"]];

/** What was chosen stays while the page is drawn anew. */
const chosen = { to: undefined };

/** The newest waveform of a point: its spectra with what the documents look for in them. */
export async function spectra(point) {
  const place = el("div", { class: "grid" });
  const read = async () => {
    try {
      place.replaceChildren(...(await shown(point)));
    } catch (failure) {
      place.replaceChildren(el("p", { class: "error" }, failure.message));
    }
  };
  await read();
  return card("Spectrum of the newest waveform", place);

  async function shown(of) {
    const address = "/api/points/" + encodeURIComponent(of.id) + "/spectrum";
    const told = await get(address + (chosen.to ? "?to=" + chosen.to : ""));
    return [choice(read), facts(about(told)), ...told.spectra.map((each) => one(each, told))];
  }
}

function about(told) {
  return [
    ["Measured", el("span", {}, time(told.from), `, ${number(told.seconds, "s")}, ${told.values.toLocaleString()} values at ${number(told.rate, "Hz")}`)],
    ["Speed", told.speed === undefined ? "not told by the waveform" : `${number(told.speed * 60, "/min")} (${number(told.speed, "Hz")})`],
    ["Amplitude", "peak" + (told.unit ? ", in " + unitOf(told.unit) : ", in no unit that anybody told")],
  ];
}

function choice(read) {
  const box = el("select", { "aria-label": "highest frequency shown" }, reaches.map(([hertz, words]) => el("option", { value: hertz, selected: hertz === (chosen.to || "") ? "" : undefined }, words)));
  box.addEventListener("change", () => {
    chosen.to = box.value;
    box.blur();
    read();
  });
  return el("div", { class: "field" }, box);
}

function one(each, told) {
  const unit = unitOf(told.unit);
  const words = each.envelope ? `Envelope of ${each.envelope.from} to ${each.envelope.to} Hz` : "Waveform";
  return el(
    "section",
    {},
    el("h3", {}, words),
    drawn({ columns: each.columns, highest: each.highest, marks: each.marks, unit, words: words + ": amplitude over frequency" }),
    el("p", { class: "soft" }, `A line each ${number(each.resolution, "Hz")}; where there is no room for all, the highest of its neighbours is drawn.`),
    each.notes.map((note) => el("p", { class: "error" }, note)),
    each.marks.length ? table(["Looked for", "At #", "Amplitude #", "Value goes to"], each.marks.map((mark) => [mark.name, at(mark), number(mark.amplitude, told.unit), mark.point ? el("a", { href: "#/points/" + encodeURIComponent(mark.point) }, mark.point) : ""])) : each.notes.length ? undefined : empty("The documents look for nothing here (streams: … spectral)."),
  );
}

function at(mark) {
  return mark.from === mark.to ? number(mark.from, "Hz") : `${number(mark.from)} to ${number(mark.to, "Hz")}`;
}
