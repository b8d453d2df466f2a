/** Something is needed for someone ill, and it grows far away. @module */

import { friendship, happyTogether, lesson, neededAbility, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function medicine(t: Teller): void {
  t.hero();
  t.cast("f");
  const needed = neededAbility(t);
  t.castAble("k", needed);
  t.set(
    "herb",
    "a silver leaf",
    "a blue flower",
    "some honey from the wild bees",
    "a red root",
    "water from the cold spring",
    "some mountain moss",
  );
  t.place("p", (n) => ["mountain", "cave", "swamp", "lake", "forest", "old tower"].includes(n));
  opening(t);
  friendship(t);
  t.turn();
  t.tell(
    "{oneday}, {f} was ill. {f.he} lay in bed and could not [eat|laugh|speak].",
    "but {oneday}, {f} did not come out to play. {f.he} was ill, and {f.his} head was hot.",
  );
  t.detail(0.3);
  t.tell(
    'the doctor, an old [goat|owl|stork], shook her head. "Only {herb} can help," she said. "It is found {p.in}, and nobody dares to go there."',
  );
  t.say("h", "[I will go.|Then I will get it.|I dare.]");
  t.turn();
  t.tell("{h} went at once. {h.he} walked all day.", "{h} took a lantern and some bread and set out.");
  t.tell("on the way {h.he} met {k}, {k.intro}.");
  t.say("k", "Where are you going in such a hurry?", "asked");
  t.say("h", "[My friend {f} is ill. I must find {herb}.|I must bring {herb} to {f}, or {f} will not get well.]");
  t.say(
    "k",
    "[Then I will come with you.|That is a long way. I will come with you.|Two are better than one. Let us go.]",
  );
  obstacle(t, needed);
  t.turn();
  t.tell("so they came {p.to}. {p.detail}");
  t.tell(
    "and there it was: {herb}. {h} took only as much as {h.he} needed.",
    "{h} looked and looked. Then {k} pointed. There, in the last light, was {herb}.",
  );
  t.tell("they ran back the whole night.", "{h} thanked {k} and ran home through the night.");
  t.turn();
  t.tell(
    '{f} took it with a little warm milk and fell asleep. In the morning {f} opened {f.his} eyes and said, "I am hungry!"',
    "the doctor made tea from it. {f} drank one cup, then another. Slowly {f.his} face grew bright again.",
  );
  t.tell("{h} laughed, and then {h.he} slept for two days.", "nobody was happier than {h}.");
  lesson(t, "one can be brave for a friend even when one is afraid");
  happyTogether(t);
  t.ask("who was ill?", "{f} the {f.kind}.")
    .ask("what did {h} have to find?", "{herb}.")
    .ask("who went with {h}?", "{k} the {k.kind}.")
    .ask("where was it?", "{p.in}.");
  t.about(
    "{herb}",
    "{h.a} who found medicine for a friend",
    "{f} was ill, and only {herb} could help. {h} the {h.kind} and {k} the {k.kind} got it, and {f} got well.",
  );
}
