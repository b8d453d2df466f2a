/** A chest, a map, a hidden place: what the treasure is turns out otherwise than thought. @module */

import { friendship, happyTogether, lesson, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function treasure(t: Teller): void {
  t.hero();
  t.cast("f");
  t.place("p");
  opening(t);
  friendship(t);
  t.turn();
  t.set(
    "found",
    "between the pages of an old book",
    "in a bottle on the shore",
    "under a loose board",
    "in the pocket of an old coat",
    "inside a loaf of bread",
  );
  t.tell(
    "{oneday}, {h} found a map {found}. A red cross was on it.",
    "{oneday}, {h} and {f} found an old map {found}. In the middle there was a red cross.",
  );
  t.say("f", "[A treasure!|That must be a treasure map!|I know this place. It is {p.near}.]", "[cried|said]");
  t.say("h", "[Let us go and look!|Bring a spade!|We must find it before anyone else does!]");
  t.turn();
  t.tell("so they went {p.to}. {p.detail}");
  obstacle(t);
  t.turn();
  t.tell(
    "they counted twenty steps from the old [stone|tree] and began to dig. They dug until their hands hurt.",
    "where the cross was, the earth was soft. {h} dug, and {f} carried the earth away.",
  );
  t.tell(
    "then there was a sound: tock! It was a wooden chest.",
    "at last the spade hit something hard. It was a chest!",
  );
  const inside = t.dice.pick([
    [
      "seeds",
      "it was full of seeds, and nothing else",
      '"Only seeds," said {f}, and was a little sad. But {h} took them home and planted them. In the next year the whole valley was full of flowers, and everyone came to see it',
    ],
    [
      "a note",
      "there was only a note in it",
      '"The treasure is the way you came and the friend you came with," read {h}. {f} laughed so hard that {f.he} fell into the hole',
    ],
    [
      "gold coins",
      "it was full of gold coins",
      '"Half for you and half for me," said {h}. But on the way home they saw the poor people of the village, and in the evening each of them had only one coin left. They had never been so happy',
    ],
    [
      "books",
      "it was full of books",
      "every evening after that, {h} read one story aloud, and {f} listened. There was enough for a hundred evenings",
    ],
    [
      "toys",
      "it was full of old toys",
      "somebody had hidden them there long ago. {h} and {f} mended them and gave them to the children of the village",
    ],
    [
      "honey",
      "it was full of jars of honey",
      "it was old and dark and tasted of summer. {h} and {f} sat down then and there and ate until they could not move",
    ],
  ] as const);
  t.tell(`they opened the lid. ${inside[1]}.`);
  t.tell(`${inside[2]}.`);
  lesson(t, "the best treasure is one that can be shared");
  happyTogether(t);
  t.ask("where was the map?", "{found}.")
    .ask("what was in the chest?", `${inside[0]}.`)
    .ask("who went with {h}?", "{f} the {f.kind}.")
    .ask("where was the treasure?", "{p.near}.");
  t.about(
    "the old map",
    "two friends who looked for a treasure",
    `{h} the {h.kind} and {f} the {f.kind} found an old map and dug up a chest {p.near}. In it they found ${inside[0]}.`,
  );
}
