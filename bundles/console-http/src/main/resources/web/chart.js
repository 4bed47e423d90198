/** Charts over time, drawn as SVG. Colours come from the page's style, so that they follow light and dark. */

const space = "http://www.w3.org/2000/svg";
export const width = 900;
export const height = 300;
export const edge = { left: 62, right: 14, top: 12, bottom: 30 };

export function svg(name, attributes, ...children) {
  const node = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Round steps between two numbers: 1, 2 or 5 times a power of ten, four to eight of them. */
export function steps(least, greatest) {
  const span = greatest - least || Math.abs(greatest) || 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const made = [];
  for (let at = Math.ceil(least / step); at * step <= greatest + step * 1e-9; at++) made.push(at * step);
  return { step, marks: made };
}

/** A number with as many digits as its step needs. */
export function told(value, step) {
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(step))));
  return (value + 0).toLocaleString(undefined, { maximumFractionDigits: digits, minimumFractionDigits: Math.min(digits, 2) });
}

function clock(at, span) {
  const fine = span < 10e3 ? { second: "2-digit", fractionalSecondDigits: span < 1e3 ? 3 : 1 } : span < 600e3 ? { second: "2-digit" } : {};
  const form = span > 3 * 86400e3 ? { month: "short", day: "numeric" } : { hour: "2-digit", minute: "2-digit", ...fine };
  return new Intl.DateTimeFormat(undefined, form).format(new Date(at));
}

/**
 * A trend: the mean as a line, what lay between least and greatest as a band, limits as lines, events as marks.
 *
 * @param rows { at, least, greatest, mean }, at in milliseconds, oldest first
 * @param gap milliseconds between two rows from which the line is broken
 * @param limits { value, words }
 * @param events { at, words, href }
 * @param spans { from, to, words, kind } of time, behind all else
 */
export function trend({ rows, gap, limits = [], events = [], spans = [], from, to, unit = "", words }) {
  const values = [...rows.flatMap((row) => [row.least, row.greatest]), ...limits.map((limit) => limit.value)];
  let least = Math.min(...values);
  let greatest = Math.max(...values);
  const room = (greatest - least || Math.abs(greatest) || 1) * 0.06;
  least -= room;
  greatest += room;
  const x = (at) => edge.left + ((at - from) / (to - from || 1)) * (width - edge.left - edge.right);
  const y = (value) => height - edge.bottom - ((value - least) / (greatest - least)) * (height - edge.top - edge.bottom);
  const drawn = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img", "aria-label": words });
  drawn.append(svg("title", {}, words));
  for (const each of spans) stretch(drawn, each, from, to, x);
  grid(drawn, least, greatest, y, unit);
  times(drawn, from, to, x);
  for (const part of parts(rows, gap)) {
    const up = part.map((row) => `${x(row.at).toFixed(1)},${y(row.greatest).toFixed(1)}`);
    const down = [...part].reverse().map((row) => `${x(row.at).toFixed(1)},${y(row.least).toFixed(1)}`);
    drawn.append(svg("polygon", { class: "band", points: [...up, ...down].join(" ") }));
    const middle = part.map((row) => `${x(row.at).toFixed(1)},${y(row.mean).toFixed(1)}`).join(" ");
    drawn.append(part.length > 1 ? svg("polyline", { class: "mean", points: middle }) : svg("circle", { class: "mean dot", cx: x(part[0].at), cy: y(part[0].mean), r: 2.5 }));
  }
  for (const limit of limits) {
    drawn.append(svg("line", { class: "limit", x1: edge.left, x2: width - edge.right, y1: y(limit.value), y2: y(limit.value) }));
    drawn.append(svg("text", { class: "limit", x: width - edge.right - 4, y: y(limit.value) - 5, "text-anchor": "end" }, limit.words));
  }
  for (const event of events) mark(drawn, event, x);
  return drawn;
}

export function grid(drawn, least, greatest, y, unit) {
  const { step, marks } = steps(least, greatest);
  for (const value of marks) {
    drawn.append(svg("line", { class: "rule", x1: edge.left, x2: width - edge.right, y1: y(value), y2: y(value) }));
    drawn.append(svg("text", { x: edge.left - 8, y: y(value) + 4, "text-anchor": "end" }, told(value, step)));
  }
  drawn.append(svg("text", { x: 6, y: edge.top + 4, class: "unit" }, unit));
}

function times(drawn, from, to, x) {
  for (let at = 0; at <= 6; at++) {
    const time = from + ((to - from) * at) / 6;
    const anchor = at === 0 ? "start" : at === 6 ? "end" : "middle";
    drawn.append(svg("text", { x: x(time), y: height - 8, "text-anchor": anchor }, clock(time, to - from)));
  }
}

/** At least as wide as can be seen. */
function stretch(drawn, each, from, to, x) {
  if (each.to < from || each.from > to) return;
  const left = x(Math.max(from, each.from));
  const wide = Math.max(2, x(Math.min(to, each.to)) - left);
  drawn.append(svg("rect", { class: "span " + each.kind, x: left, y: edge.top, width: wide, height: height - edge.top - edge.bottom }, svg("title", {}, each.words)));
}

function mark(drawn, event, x) {
  const at = x(event.at);
  const sign = svg("g", { class: "event" }, svg("title", {}, event.words));
  sign.append(svg("line", { x1: at, x2: at, y1: edge.top, y2: height - edge.bottom }));
  sign.append(svg("path", { d: `M ${at - 6} ${edge.top} h 12 l -6 9 z` }));
  drawn.append(event.href ? svg("a", { href: event.href }, sign) : sign);
}

/** Rows without a hole between them; a hole is shown as one and not bridged. */
function parts(rows, gap) {
  const made = [];
  for (const row of rows) {
    const last = made[made.length - 1];
    if (last && row.at - last[last.length - 1].at <= gap) last.push(row);
    else made.push([row]);
  }
  return made;
}
