/** A stranger asks for a bed; the rich one says no, the poor one says yes. @module */

import { happyAlone, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function strangerAtTheDoor(t: Teller): void {
  t.hero(undefined, ["kind", "shy", "quiet", "cheerful", "careful"]);
  t.cast("r", undefined);
  t.set(
    "guest",
    "an old man with a stick",
    "a woman with a grey shawl",
    "a thin boy without shoes",
    "an old soldier",
    "a girl with a little dog",
  );
  const guest = t.text("{guest}").replace(/^an? /, "");
  t.set("theguest", `the ${guest.replace(/ with.*| without.*/, "")}`);
  const he = /woman|girl/.test(guest) ? ["she", "her"] : ["he", "him"];
  t.set("he", he[0]);
  t.set("him", he[1]);
  const gift = t.dice.pick([
    ["a small pot", "it is never empty", "every morning there was warm porridge in it, enough for everyone who came"],
    [
      "three seeds",
      "plant them in front of the door",
      "three apple trees grew from them, and they had apples in summer and in winter",
    ],
    [
      "an old flute",
      "play it when you are sad",
      "whoever heard it had to dance, and soon the little house was full of guests",
    ],
    [
      "a grey stone",
      "put it into your pocket and wait",
      "in the dark it shone like a lamp, and {h} never lost the way again",
    ],
    [
      "a ball of wool",
      "knit, and do not ask",
      "it never came to an end, and in winter everyone {around} had warm socks",
    ],
  ]);
  t.set("gift", gift[0]);
  opening(t);
  t.tell(
    "{h} was poor. On the hill, in a fine big house, lived {r}, who was rich.",
    "{h.he} had only one bed, one chair and one spoon. {h.his} neighbour {r} had ten of everything.",
  );
  t.turn();
  t.tell(
    'one stormy night there was a knock at the door of {r}. There stood {guest}. "May I sleep here?"',
    'one cold night {guest} came down the road and knocked at the big house of {r}. "Please, let me come in."',
  );
  t.say("r", "[Go away! I have no room for you.|There is no place for you here.|My carpets would get wet.]");
  t.tell("so {theguest} went on and knocked at the little house of {h}.");
  t.say("h", "[Come in, you must be cold.|I do not have much, but we can share it.|Sit down by the fire.]");
  t.tell(
    "{h} gave {him} half of the soup and the only bed, and slept on the floor.",
    'there was only one bowl of soup. {h} gave it to {him} and said, "I have eaten already."',
  );
  t.turn();
  t.tell(
    `in the morning {theguest} put {gift} on the table. "Take it," {he} said. "${gift[1].charAt(0).toUpperCase()}${gift[1].slice(1)}." Then {he} was gone.`,
  );
  t.tell(`{h} did so, and see: ${gift[2]}.`);
  const end = t.dice.pick(["asks", "learns"] as const);
  if (end === "asks") {
    t.tell(
      'when {r} heard of it, {r.he} ran after {theguest}. "Come to my house! I have ten beds!" But {theguest} only smiled. "Last night I needed one," {he} said, and went on.',
    );
  } else {
    t.tell(
      '{r} saw it and was ashamed. In the evening {r} came to {h} with a big basket. "I have too much," said {r}. "Help me to share it."',
    );
  }
  lesson(t, "one is rich if one can share", "whoever opens the door lets luck come in");
  happyAlone(t);
  t.ask("who came in the night?", "{guest}.")
    .ask("who said no?", "{r} the {r.kind}.")
    .ask("what did {h} get?", "{gift}.");
  t.about(
    "a knock at the door",
    "{h.a} who let a stranger in",
    "{guest} came in the night. {r} sent {him} away, but {h} the {h.kind} shared everything and got {gift}.",
  );
}
