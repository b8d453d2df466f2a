/** Something is too big for one; one after another helps, and the smallest makes the difference. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function together(t: Teller): void {
  t.hero((k) => !["giant", "elephant", "dragon", "mouse", "bee", "ant"].includes(k.name));
  t.cast("f", (k) => !["giant", "elephant", "mouse", "ant"].includes(k.name));
  t.cast("g", (k) => !["giant", "elephant", "mouse", "ant"].includes(k.name));
  t.cast("s", (k) => k.name === "mouse" || k.name === "ant" || k.name === "bee");
  t.named(
    "big",
    "a giant turnip",
    "a huge pumpkin",
    "an old tree stump",
    "a cart that was stuck in the mud",
    "a heavy church bell",
    "a boat that lay on the sand",
  );
  const stump = /cart|boat|bell/.test(t.text("{big}"));
  t.set("do", stump ? "push" : "pull");
  opening(t);
  t.turn();
  t.tell(`{oneday}, {h} wanted to ${stump ? "move" : "pull out"} {big}.`);
  t.tell(
    "{h.he} took hold of it and {do}ed. It did not move.",
    "{h} {do}ed and {do}ed, until {h.he} was red in the face. Nothing happened.",
  );
  t.tell(
    "{h} called {f}. {h} {do}ed, and {f} {do}ed. It did not move.",
    'then {f} came along. "Let me help you," said {f}. So {h} {do}ed, and {f} {do}ed. It still did not move.',
  );
  t.tell(
    "they called {g}. {h} {do}ed, {f} {do}ed, and {g} {do}ed. It moved a little, but not enough.",
    "so {f} called {g}. {h} and {f} and {g} {do}ed all together. There was a creak, but no more.",
  );
  t.turn();
  t.tell('then a small voice said, "May I help?" It was {s}, {s.a}.');
  t.tell('{g} laughed. "You? You are much too small!"', '"you are smaller than my thumb," said {f}.');
  t.say("h", "[We can use everyone.|Let {s.him} try.|Come, there is room for one more.]");
  t.tell(
    "and so they stood in a row: {h}, {f}, {g} and {s}. One, two, three! And it moved!",
    "{h} {do}ed, {f} {do}ed, {g} {do}ed, and {s} {do}ed. And then, with a loud crack, it moved!",
  );
  t.tell("all of them fell down, one on top of the other, and laughed.", '"hurrah!" they all cried.');
  t.tell("{s} sat on top and was the proudest of all.", "nobody laughed at {s} any more.");
  lesson(t, "even the smallest can make the difference", "many hands can do what one cannot");
  happyTogether(t);
  t.ask("who helped first?", "{f} the {f.kind}.")
    .ask("who made the difference?", "{s} the {s.kind}.")
    .ask("what did they move?", "{big}.");
  t.about(
    "one more",
    "many who worked together",
    `{h}, {f} and {g} could not move {big.the}. When little {s} the {s.kind} helped too, they could do it.`,
  );
}
