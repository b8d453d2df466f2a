/** One works and saves, the other does not; winter comes. @module */

import { lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function winterStore(t: Teller): void {
  t.hero(
    (k) => ["squirrel", "mouse", "hedgehog", "badger", "mole", "rabbit", "bear"].includes(k.name),
    ["careful", "kind", "cheerful", "quiet", "stubborn"],
  );
  t.cast("f", (k) => ["fox", "frog", "duck", "bird", "crow", "squirrel", "mouse", "rabbit", "goat"].includes(k.name));
  t.set("store", "nuts", "seeds", "dry apples", "roots", "acorns", "grain");
  t.set("fun", "sang", "danced", "slept in the sun", "played the flute", "swam in the pond", "made jokes");
  opening(t);
  t.turn();
  t.tell(
    "all summer long {h} gathered {store}. {f}, {f.a}, only {fun}.",
    "in summer {h} worked every day and filled the cellar with {store}. {h.his} neighbour {f}, {f.a}, {fun} all day.",
  );
  t.say(
    "f",
    "[Why do you work so much? Come and play!|It is far too warm to work!|There is enough to eat everywhere!]",
    "called",
  );
  t.say("h", "[Winter is long.|When the snow comes, you will see.|First the work, then the fun.]");
  t.tell("{f} only laughed.");
  t.turn();
  t.tell(
    "then winter came. Snow lay on everything, and there was nothing left to eat.",
    "the leaves fell, and then the snow. {f} looked for food and found nothing.",
  );
  t.tell(
    "{f} was cold and hungry. At last {f} went to {h} and knocked.",
    "one night there was a soft knock at the door of {h}. It was {f}, thin and blue with cold.",
  );
  t.say(
    "f",
    "[Please give me something to eat. I was foolish.|You were right. I should have worked too.]",
    "[said|whispered]",
  );
  const end = t.dice.pick(["share", "trade", "promise"] as const);
  if (end === "share") {
    t.tell("{h} looked at {f}, and then at the full cellar. {h.he} opened the door wide.");
    t.say("h", "Come in. There is enough for two.");
    t.tell("all winter they sat by the fire. And when spring came, {f} was the first to work.");
  } else if (end === "trade") {
    t.say(
      "h",
      "[I have enough to eat, but the evenings are long and quiet.|Can you do something for me?] What can you give me?",
    );
    t.say("f", "I can sing and tell stories.");
    t.tell(
      "so {f} got {store} every day, and {h} got a song every evening. It was the shortest winter {h} had ever known.",
    );
  } else {
    t.say("h", "You can stay. But next summer you will help me.");
    t.say("f", "I promise.");
    t.tell(
      "and {f} kept that promise. In the next year the cellar was twice as full, and there was time for singing too.",
    );
  }
  lesson(t, "one should think of tomorrow, and of others", "it is good to have enough to share");
  t.ask("what did {h} gather?", "{store}.")
    .ask("why was {f} hungry in winter?", "because {f} had not worked in summer.")
    .ask("did {h} help {f}?", "yes.");
  t.about(
    "a long winter",
    "{h.a} who worked all summer",
    "{h} the {h.kind} gathered {store} all summer while {f} the {f.kind} {fun}. In winter {f} was hungry, and {h} let {f.him} in.",
  );
}
