/** Someone is stuck; the hero needs an idea and the right tool. @module */

import { happyAlone, happyTogether, lesson, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function rescue(t: Teller): void {
  t.hero();
  t.cast("f", (k) => !k.can.includes("fly") && !k.can.includes("swim") && k.name !== "giant");
  const stuck = t.dice.pick([
    [
      "in a tall tree",
      "{f} had climbed up to look around, and now {f.he} did not dare to come down",
      "ladder",
      "put it against the tree",
      "climbed down, step by step",
    ],
    [
      "in a deep well",
      "{f} had leaned over the edge and fallen in",
      "rope",
      "let it down and pulled with all {h.his} strength",
      "came up, wet and cold",
    ],
    [
      "on a little island",
      "{f} had gone out on a plank of wood, and it had floated away",
      "boat",
      "rowed out to the island",
      "climbed in with wet feet",
    ],
    [
      "in the mud",
      "{f} had tried to take the short way, and now the mud held {f.his} legs",
      "board",
      "laid it on the mud and held out a hand",
      "came out with a loud plop",
    ],
    [
      "in a dark cave",
      "{f} had gone in to hear the echo, and then {f.his} candle had gone out",
      "lantern",
      "lit it and went in, calling all the time",
      "followed the light out",
    ],
    [
      "on the roof",
      "{f} had gone up to mend it, and the wind had blown the ladder away",
      "ladder",
      "set it up against the wall and held it",
      "climbed down to the ground",
    ],
    [
      "in a hollow log",
      "{f} had crept in after a beetle, and now {f.he} was stuck",
      "jar of butter",
      "put butter all around",
      "slipped out like a fish",
    ],
    [
      "under a fallen branch",
      "the wind had broken it off just when {f} walked by",
      "long pole",
      "pushed it under the branch and lifted",
      "crept out and shook {f.himself}",
    ],
  ] as const);
  t.set("where", stuck[0]);
  t.set("tool", stuck[2]);
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {h} heard somebody call for help.",
    '{oneday}, a cry came through the air. "Help! Help!"',
    "{oneday}, {h} was on the way home when {h.he} heard a voice.",
  );
  t.detail(0.5);
  t.tell(
    `{h} ran to see. It was {f}, {f.a}, {where}. ${stuck[1]}.`,
    `{h.he} ran as fast as {h.he} could. {f} the {f.kind} was stuck {where}. ${stuck[1]}.`,
  );
  t.say("f", "[Please get me out!|I cannot move!|I am so afraid!|Do not leave me here!]", "[cried|called|begged]");
  t.say(
    "h",
    "[Do not be afraid. I will help you.|Hold on! I will think of something.|Stay where you are. I am coming.]",
    "[said|called|answered]",
  );
  t.turn();
  t.maybe(
    0.7,
    "first {h} tried with {h.his} bare hands, but that was no good.",
    "{h} tried to reach {f}, but {h} was too [small|far away].",
    "{h} looked left and right. Nobody else was there.",
  );
  t.tell("then {h} had an idea. {h.he} needed a {tool}.");
  const from = t.dice.pick(["barn", "neighbour", "far"] as const);
  if (from === "barn")
    t.tell("there was one in the [barn|shed|old mill]. {h.he} ran and came back with it, out of breath.");
  else if (from === "neighbour") {
    t.cast("n");
    t.tell('{n} the {n.kind} had one. "May I borrow it?" asked {h}. "Of course," said {n}, and came along to help.');
  } else {
    t.tell("the only one was on the other side. {h} ran.");
    obstacle(t);
    t.tell("at last {h} had it, and ran back.");
  }
  t.tell(`{h.he} ${stuck[3]}. {f} ${stuck[4]}.`, `{h} ${stuck[3]}. Slowly, slowly, {f} ${stuck[4]}.`);
  t.tell("{f} was safe!", "everybody cheered.", "{f} fell on the grass and laughed and cried at once.");
  t.say("f", "[You saved me!|Thank you, {h}! I will never do that again.|How can I ever thank you?]");
  t.say("h", "[That is what friends are for.|Next time, call me first.|Come, let us have some warm soup.]");
  lesson(
    t,
    "a good idea is stronger than strong arms",
    "one should stay calm when there is trouble",
    "helping feels better than any gift",
  );
  if (t.dice.chance(0.5)) happyTogether(t);
  else happyAlone(t);
  t.ask("where was {f} stuck?", "{where}.")
    .ask("what did {h} need?", "a {tool}.")
    .ask("who saved {f}?", "{h} the {h.kind}.");
  t.about(
    "[{h} to the rescue|{f} is stuck]",
    "{h.a} who saved {f.a}",
    "{f} the {f.kind} was stuck {where}. {h} the {h.kind} had an idea and saved {f.him} with a {tool}.",
  );
}
