/** Something is cooked, and something is missing; one ingredient costs a journey or a trade. @module */

import { happyTogether, lesson, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function cooking(t: Teller): void {
  t.hero();
  t.cast("f");
  t.set(
    "dish",
    "an apple cake",
    "a pot of soup",
    "pancakes",
    "a plum cake",
    "nut bread",
    "a carrot stew",
    "a honey cake",
    "berry jam",
  );
  t.set(
    "guest",
    "{h.his} grandmother",
    "the whole village",
    "{h.his} old teacher",
    "{h.his} cousins",
    "the new neighbour",
  );
  t.named("missing", "salt", "eggs", "flour", "milk", "honey", "butter", "sugar");
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {guest} wanted to come to supper, and {h} decided to make {dish}.",
    "{oneday}, {h} wanted to make {dish} for {guest}.",
  );
  t.detail(0.3);
  t.tell(
    "{h.he} washed {h.his} hands, took the big pot, and looked into the cupboard. There {missing.was} no {missing}!",
    "everything was ready: the bowl, the spoon, the fire. Only {missing.the} {missing.was} not there.",
  );
  const way = t.dice.pick(["trade", "journey", "stone"] as const);
  if (way === "trade") {
    t.cast("n");
    t.tell("so {h.he} went to {f}, {f.a}, and asked for some {missing}.");
    t.say(
      "f",
      "[Gladly. But my lamp is broken, and I cannot see at night. Bring me a candle first.|You can have some, if you bring me a candle.]",
    );
    t.tell("{h} went to {n}, {n.a}, and asked for a candle.");
    t.say(
      "n",
      "[I have one. But my hands are cold. Bring me some wood for my fire.|You can have one, if you bring me some wood.]",
    );
    t.tell(
      "so {h} went and gathered wood. {h.he} brought the wood to {n} and got a candle. {h.he} brought the candle to {f} and got {missing.the}.",
    );
    t.tell("then {h} ran home and cooked until the windows were white with steam.");
    t.ask("who had a candle?", "{n} the {n.kind}.").ask("what did {n} want?", "some wood.");
  } else if (way === "journey") {
    t.place("p", (n) => ["market", "old mill", "windmill", "harbour"].includes(n));
    t.tell('"then I must go {p.to}," said {h}, and off {h.he} went.');
    obstacle(t);
    t.tell("{h} bought some {missing} and hurried back.");
    t.tell("{f} the {f.kind} smelled it from far away and came to help. They stirred and stirred.");
    t.ask("where did {h} go?", "{p.to}.");
  } else {
    t.tell('"what now?" thought {h}. {h.he} put a pot of water on the fire, out in the street, and stirred it.');
    t.tell(
      '{f} came by. "What are you cooking?" asked {f}. "{dish}," said {h}, "only the {missing} {missing.is} missing." "I have {missing}," said {f} and brought {missing.it}.',
    );
    t.tell("then others came, and each of them brought something: one a carrot, one an apple, one a whole cheese.");
    t.tell("in the end there was so much that three tables were needed.");
    t.ask("who brought {missing.the}?", "{f} the {f.kind}.");
  }
  t.turn();
  t.tell(
    "when everybody sat at the table, it was quiet, because everybody was eating.",
    '"this is the best I have ever eaten!" they all said.',
    "not one crumb was left.",
  );
  lesson(t, "food tastes best when it is shared", "one gets more by asking than by hiding");
  happyTogether(t);
  t.ask("what did {h} want to make?", "{dish}.").ask("what was missing?", "{missing}.");
  t.about(
    "{dish}",
    "{h.a} who wanted to make {dish}",
    "{h} the {h.kind} wanted to make {dish} for {guest}, but there was no {missing}. With help {h.he} got {missing.it}, and they all ate together.",
  );
}
