/** An old thing is thrown away and finds somebody who needs it. @module */

import { lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function oldToy(t: Teller): void {
  t.hero((k) =>
    ["girl", "boy", "mouse", "bear", "cat", "dog", "rabbit", "robot", "princess", "prince", "fox"].includes(k.name),
  );
  t.cast("f");
  t.thing(
    "o",
    (x) => x.sort === "toy" || ["drum", "scarf", "book", "clock", "lantern", "umbrella", "blanket"].includes(x.noun),
  );
  const soft = ["scarf", "book", "blanket", "umbrella", "doll", "teddy", "kite", "balloon"].includes(t.text("{o}"));
  t.set(
    "fault",
    ...(soft
      ? ["had lost its colour", "had a hole", "was torn on one side"]
      : ["had lost its colour", "was bent", "made a strange sound", "was missing a piece"]),
  );
  opening(t);
  t.tell(
    "{h} had {o.a} that {fault}. {h} had had {o.it} for years.",
    "{h} had got {o.a} long ago. by now {o.its} {fault}.",
  );
  t.turn();
  t.tell(
    "{oneday}, {h} got a new one and put {o.the} out into the street.",
    '{oneday}, {h} said, "I do not need you any more," and left {o.the} at the side of the road.',
  );
  t.tell(
    "there {o.the} lay in the rain, and many walked by.",
    "one day went by, and then another, and nobody looked at {o.the}.",
  );
  t.tell(
    "then {f} came by. {f} was poor and had never had {o.a}.",
    "on the third day {f} found {o.it}. {f} had never owned anything so nice.",
  );
  t.say("f", "[What a beautiful {o}!|Who would throw away {o.a} like this?]");
  t.tell(
    "{f} took {o.it} home, dried {o.it}, and worked on {o.it} for three evenings with needle, glue and paint.",
    "{f} cleaned {o.it} and mended {o.it} as well as {f.he} could.",
  );
  t.turn();
  t.tell(
    "some time later {h} met {f} and saw {o.the}. {h} stopped. {o.its} looked better than the new one, which had broken after a week.",
    'one day {h} saw {f} with {o.the}. "That was mine once," said {h}.',
  );
  t.tell(
    '{f} grew pale. "Do you want it back?" {h} thought about it for a moment.',
    '"I mended it," said {f}, and held on to it. {h} looked at the small, careful repairs.',
  );
  t.say(
    "h",
    "[No. {o.its} {o.is} in good hands.|Keep {o.it}. You have earned {o.it}.|{o.its} {o.was} mine, but now {o.its} {o.is} yours.]",
  );
  t.say("h", "[But will you show me how to mend things?|May I come and play with it sometimes?]", "asked");
  t.tell(
    "{f} nodded. From then on they mended old things together and gave them to those who had none.",
    "so {h} learned from {f} how to use needle and glue, and they became friends.",
  );
  lesson(t, "old things are worth a second look", "what one takes care of becomes beautiful");
  t.ask("who found {o.the}?", "{f} the {f.kind}.")
    .ask("what was wrong with {o.the}?", "{o.its} {fault}.")
    .ask("did {h} take {o.the} back?", "no, {f} could keep {o.it}.");
  t.about(
    "the old {o}",
    "{h.a} who threw away an old {o}",
    "{h} the {h.kind} threw away an old {o} that {fault}. {f} mended {o.it}, and {h} let {f.him} keep {o.it}.",
  );
}
