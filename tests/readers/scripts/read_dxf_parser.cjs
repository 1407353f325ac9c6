// The npm package dxf-parser: circles, and boxes of polylines with their bulges.
"use strict";
const fs = require("fs");
const DxfParser = require("dxf-parser");

const job = JSON.parse(fs.readFileSync(process.env.READERS_JOB, "utf8"));
const MILLIMETRES = 4;

function around(shape) {
  const xs = [], ys = [], points = shape.vertices, closed = shape.shape === true;
  points.forEach((from, at) => {
    xs.push(from.x);
    ys.push(from.y);
    const bulge = from.bulge || 0;
    if (!bulge || (!closed && at === points.length - 1)) return;
    // The centre stands off the middle of the chord, to the left for a turn to the left.
    const to = points[(at + 1) % points.length];
    const off = (1 - bulge * bulge) / (4 * bulge);
    const x = (from.x + to.x) / 2 - (to.y - from.y) * off;
    const y = (from.y + to.y) / 2 + (to.x - from.x) * off;
    const radius = Math.hypot(from.x - x, from.y - y);
    const [first, last] = bulge > 0 ? [from, to] : [to, from];
    const begin = Math.atan2(first.y - y, first.x - x);
    const turn = (angle) => ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
    const span = turn(Math.atan2(last.y - y, last.x - x) - begin);
    for (let quarter = 0; quarter < 4; quarter += 1) {
      if (turn((quarter * Math.PI) / 2 - begin) < span) {
        xs.push(x + radius * [1, 0, -1, 0][quarter]);
        ys.push(y + radius * [0, 1, 0, -1][quarter]);
      }
    }
  });
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function look(name) {
  const drawing = new DxfParser().parseSync(fs.readFileSync(name, "utf8"));
  const faults = [], circles = [], boxes = [];
  const unit = drawing.header.$INSUNITS;
  if (unit !== MILLIMETRES && drawing.header.$ACADVER !== "AC1009") faults.push(`unit ${unit}`);
  for (const shape of drawing.entities) {
    if (shape.type === "CIRCLE") {
      circles.push([shape.layer, shape.center.x, shape.center.y, 2 * shape.radius]);
    } else if (shape.type === "LWPOLYLINE" || shape.type === "POLYLINE") {
      boxes.push([shape.layer, ...around(shape)]);
    } else {
      faults.push(`unexpected ${shape.type}`);
    }
  }
  return { circles, boxes, faults };
}

const files = Object.fromEntries(job.files.map((name) => [name, look(name)]));
const version = require("dxf-parser/package.json").version;
fs.writeFileSync(job.answers, JSON.stringify({ version, files }));
