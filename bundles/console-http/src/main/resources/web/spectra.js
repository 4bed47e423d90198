import { edge, grid, height, steps, svg, told, width } from "./chart.js";

/**
 * A spectrum: a line for each frequency, marks where something is looked for.
 *
 * @param columns { hz, amplitude }, by rising frequency
 * @param highest the frequency at the right edge, in Hz
 * @param marks { name, from, to, amplitude }; a band where to is above from
 */
export function spectrum({ columns, highest, marks, unit, words }) {
  const greatest = Math.max(...columns.map((each) => each.amplitude), 1e-12) * 1.15;
  const x = (hz) => edge.left + (hz / (highest || 1)) * (width - edge.left - edge.right);
  const y = (value) => height - edge.bottom - (value / greatest) * (height - edge.top - edge.bottom);
  const drawn = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "img", "aria-label": words });
  drawn.append(svg("title", {}, words));
  grid(drawn, 0, greatest, y, unit);
  const { step, marks: ticks } = steps(0, highest);
  for (const hz of ticks) {
    drawn.append(svg("line", { class: "rule", x1: x(hz), x2: x(hz), y1: height - edge.bottom, y2: height - edge.bottom + 5 }));
    const last = x(hz) > width - 60;
    drawn.append(svg("text", { x: x(hz), y: height - 8, "text-anchor": last ? "end" : "middle" }, told(hz, step) + (last || hz === ticks[ticks.length - 1] ? " Hz" : "")));
  }
  for (const mark of marks.filter((each) => each.to > each.from)) drawn.append(svg("rect", { class: "band", x: x(mark.from), y: edge.top, width: Math.max(1, x(Math.min(mark.to, highest)) - x(mark.from)), height: height - edge.top - edge.bottom }));
  drawn.append(svg("path", { class: "lines", d: columns.map((each) => `M ${x(each.hz).toFixed(1)} ${y(0).toFixed(1)} V ${y(each.amplitude).toFixed(1)}`).join(" ") }));
  let free = [0, 0, 0]; // where each row of names has room again
  for (const mark of marks) {
    const place = x(mark.from);
    const row = Math.max(0, free.findIndex((from) => place >= from));
    free[row] = place + mark.name.length * 7.5 + 12;
    const turned = place > width - 110;
    const sign = svg("g", { class: "event" }, svg("title", {}, mark.name));
    if (mark.to === mark.from) sign.append(svg("line", { x1: place, x2: place, y1: edge.top, y2: height - edge.bottom }));
    sign.append(svg("text", { x: turned ? place - 4 : place + 4, y: edge.top + 10 + row * 15, "text-anchor": turned ? "end" : "start" }, mark.name));
    drawn.append(sign);
  }
  return drawn;
}
