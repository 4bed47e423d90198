/** UCUM units as people write them; others stand as they are. */
const written = { Cel: "°C", "[degF]": "°F", "m/s2": "m/s²", "m3/h": "m³/h", "m3/s": "m³/s", "/min": "1/min", um: "µm", us: "µs", deg: "°" };

export function unitOf(unit) {
  return written[unit] || unit || "";
}

/** A number as people read it, with its unit; nothing for one that is not known. */
export function number(value, unit) {
  if (value === undefined || value === null) return "";
  return Number(value).toLocaleString(undefined, { maximumSignificantDigits: 5 }) + (unit ? " " + unitOf(unit) : "");
}

/** How long ago, as people say it. */
export function age(seconds) {
  if (seconds === undefined) return "";
  if (seconds < 90) return Math.round(seconds) + " s";
  if (seconds < 5400) return Math.round(seconds / 60) + " min";
  return seconds < 172800 ? Math.round(seconds / 3600) + " h" : Math.round(seconds / 86400) + " d";
}
