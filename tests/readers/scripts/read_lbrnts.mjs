// The npm package lbrnts, of tscircuit: ellipses, and the ways of paths by their primitives.
//
// It takes each path for closed that does not say LineOpen, which only its own drawing heeds: a
// stroke has one primitive less than vertices. Which vertices a primitive joins it leaves out.
import fs from "node:fs";
import { LightBurnBaseElement } from "lbrnts";
import paths from "./paths.cjs";

const job = JSON.parse(fs.readFileSync(process.env.READERS_JOB, "utf8"));
const CURVE = 1;

function places(shape) {
  const [a, b, c, d, e, f] = shape.xform;
  const to = (x, y) => [a * x + c * y + e, b * x + d * y + f];
  const way = [to(shape.verts[0].x, shape.verts[0].y)];
  shape.prims.forEach((prim, at) => {
    const from = shape.verts[at], next = shape.verts[(at + 1) % shape.verts.length];
    const end = to(next.x, next.y);
    if (prim.type === CURVE) {
      const controls = [to(from.c0x, from.c0y), to(next.c1x, next.c1y)];
      way.push(...paths.onCurve([way[way.length - 1], ...controls, end]));
    } else {
      way.push(end);
    }
  });
  return paths.told(way);
}

function look(name) {
  const project = LightBurnBaseElement.parse(fs.readFileSync(name, "utf8"));
  const faults = [], circles = [], ways = [], roles = {};
  for (const part of project.children) {
    if (part.token === "CutSetting") {
      roles[part.index] = part.name.replace(" fill", "");
    } else if (part.token === "Shape.Ellipse") {
      const [a, b, c, d, x, y] = part.xform;
      if (part.rx !== part.ry || `${[a, b, c, d]}` !== "1,0,0,1") faults.push("an ellipse");
      circles.push([roles[part.cutIndex], x, y, 2 * part.rx]);
    } else if (part.token === "Shape.Path") {
      ways.push([roles[part.cutIndex], places(part)]);
    } else {
      faults.push(`unexpected ${part.token}`);
    }
  }
  return { circles, ways, faults };
}

const files = Object.fromEntries(job.files.map((name) => [name, look(name)]));
const about = new URL("../node_modules/lbrnts/package.json", import.meta.url);
const { version } = JSON.parse(fs.readFileSync(about, "utf8"));
fs.writeFileSync(job.answers, JSON.stringify({ version, files }));
