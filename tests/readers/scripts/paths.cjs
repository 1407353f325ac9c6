// Places on what is bent, as in paths.py.
"use strict";

// Millimetres that a chord may stand off.
const CLOSE = 0.0001;

// From after the start of an arc to its end.
exports.onArc = (from, to, centre, sweep) => {
  const [x, y] = centre;
  const radius = Math.hypot(from[0] - x, from[1] - y);
  const begin = Math.atan2(from[1] - y, from[0] - x);
  const count = Math.ceil(Math.abs(sweep) / Math.sqrt((8 * CLOSE) / radius));
  const way = [];
  for (let part = 1; part < count; part += 1) {
    const turn = begin + (sweep * part) / count;
    way.push([x + radius * Math.cos(turn), y + radius * Math.sin(turn)]);
  }
  return [...way, to];
};

// From after the start of a cubic curve to its end.
exports.onCurve = (curve) => {
  const off = (at) => [0, 1].map((i) => curve[at][i] - 2 * curve[at + 1][i] + curve[at + 2][i]);
  const bend = Math.max(Math.hypot(...off(0)), Math.hypot(...off(1)));
  const count = Math.max(1, Math.ceil(Math.sqrt((0.75 * bend) / CLOSE)));
  return Array.from({ length: count }, (_, part) => {
    const t = (part + 1) / count;
    const weights = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
    return [0, 1].map((i) => weights.reduce((sum, weight, at) => sum + weight * curve[at][i], 0));
  });
};

// A way as it is answered, without digits that nobody measures.
exports.told = (way) => way.map((place) => place.map((at) => Math.round(at * 1e6) / 1e6));
