// The npm package dxf-parser: circles, and the ways of polylines with their bulges.
"use strict";
const fs = require("fs");
const DxfParser = require("dxf-parser");
const { onArc, told } = require("./paths.cjs");

const job = JSON.parse(fs.readFileSync(process.env.READERS_JOB, "utf8"));
const MILLIMETRES = 4;

function places(shape) {
  const points = shape.vertices, closed = shape.shape === true;
  const way = [[points[0].x, points[0].y]];
  points.forEach((from, at) => {
    if (!closed && at === points.length - 1) return;
    const to = points[(at + 1) % points.length];
    const end = [to.x, to.y], bulge = from.bulge || 0;
    if (!bulge) {
      way.push(end);
      return;
    }
    // The centre stands off the middle of the chord, to the left for a turn to the left.
    const off = (1 - bulge * bulge) / (4 * bulge);
    const x = (from.x + to.x) / 2 - (to.y - from.y) * off;
    const y = (from.y + to.y) / 2 + (to.x - from.x) * off;
    way.push(...onArc([from.x, from.y], end, [x, y], 4 * Math.atan(bulge)));
  });
  return told(way);
}

function look(name) {
  const drawing = new DxfParser().parseSync(fs.readFileSync(name, "utf8"));
  const faults = [], circles = [], ways = [];
  const unit = drawing.header.$INSUNITS;
  if (unit !== MILLIMETRES && drawing.header.$ACADVER !== "AC1009") faults.push(`unit ${unit}`);
  for (const shape of drawing.entities) {
    if (shape.type === "CIRCLE") {
      circles.push([shape.layer, shape.center.x, shape.center.y, 2 * shape.radius]);
    } else if (shape.type === "LWPOLYLINE" || shape.type === "POLYLINE") {
      ways.push([shape.layer, places(shape)]);
    } else {
      faults.push(`unexpected ${shape.type}`);
    }
  }
  return { circles, ways, faults };
}

const files = Object.fromEntries(job.files.map((name) => [name, look(name)]));
const version = require("dxf-parser/package.json").version;
fs.writeFileSync(job.answers, JSON.stringify({ version, files }));
