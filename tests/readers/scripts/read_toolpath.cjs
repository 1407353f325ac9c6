// The npm package gcode-toolpath, of the GRBL sender CNCjs: moves with the tool's state and power.
"use strict";
const fs = require("fs");
const Toolpath = require("gcode-toolpath");

const job = JSON.parse(fs.readFileSync(process.env.READERS_JOB, "utf8"));

function look(name) {
  const account = [], faults = [];
  let moves = [];
  const toolpath = new Toolpath({
    addLine: (modal, from, to) => {
      moves.push([modal.motion === "G0" ? "rapid" : "line", to.x, to.y, to.z]);
    },
    addArcCurve: (modal, from, to, centre) => {
      moves.push(["arc", to.x, to.y, to.z, centre.x, centre.y, modal.motion === "G3"]);
    },
  });
  let spindle = "M5";
  toolpath.loadFromStringSync(fs.readFileSync(name, "utf8"), (line) => {
    for (const [letter, value] of line.words) {
      if (letter === "S") account.push(["power", value]);
      if (letter === "G" && value === 4) account.push(["dwell", 0]);
    }
    // A switch is in force before a move of the same line, as GRBL has it.
    if (toolpath.getModal().spindle !== spindle) {
      spindle = toolpath.getModal().spindle;
      account.push(["tool", spindle !== "M5"]);
    }
    account.push(...moves);
    moves = [];
  });
  const end = toolpath.getModal();
  const due = { units: "G21", distance: "G90", plane: "G17", program: "M2" };
  for (const [what, mode] of Object.entries(due)) {
    if (end[what] !== mode) faults.push(`${what} ${end[what]}`);
  }
  return { account, faults };
}

const files = Object.fromEntries(job.files.map((name) => [name, look(name)]));
const version = require("gcode-toolpath/package.json").version;
fs.writeFileSync(job.answers, JSON.stringify({ version, files }));
