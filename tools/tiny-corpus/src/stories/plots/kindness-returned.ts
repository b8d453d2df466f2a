/** The hero wants to get somewhere; what stands in the way is passed with one who was helped before. @module */

import { lesson, neededAbility, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function kindnessReturned(t: Teller): void {
  t.hero();
  const needed = neededAbility(t);
  t.castAble("k", needed);
  t.place("p");
  t.set(
    "wish",
    "see the sea",
    "bring {h.his} grandmother a cake",
    "fetch medicine for {h.his} sick brother",
    "hear the great bell",
    "see the biggest tree in the world",
    "buy seeds for the garden",
    "visit {h.his} aunt",
  );
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {h} set out {p.to}, because {h.he} wanted to {wish}.",
    "{h.he} wanted to {wish}, and so, {oneday}, {h.he} set out {p.to}.",
  );
  t.detail(0.5);
  t.maybe(0.5, "{h.he} took [a piece of bread|some cheese|two apples] with {h.him} and closed the door.");
  t.turn();
  t.tell(
    "{h.he} had not gone far when {h.he} heard someone crying.",
    'on the way {h.he} heard a small voice. "Help me, please!"',
    "behind the first hill somebody was calling.",
  );
  const trouble = t.dice.pick([
    ["{k} the {k.kind} was caught in a net.", "{h} pulled at the knots until the net opened.", "freed {k} from a net"],
    [
      "it was {k}, {k.intro}, with a thorn in one foot.",
      '"Hold still," said {h}, and very carefully {h.he} pulled the thorn out.',
      "pulled a thorn out of the foot of {k}",
    ],
    [
      "it was {k}, {k.intro}, who had not eaten for two days.",
      "{h} shared everything {h.he} had with {k.him}.",
      "shared a meal with {k}",
    ],
    [
      "{k}, {k.intro}, sat in the rain and shivered.",
      "{h} took off {h.his} scarf and gave it to {k}.",
      "gave {k} a scarf",
    ],
    [
      "{k}, {k.intro}, had lost {k.his} way.",
      "{h} showed {k} the road and went with {k.him} to the first houses.",
      "showed {k} the way",
    ],
    [
      "{k} the {k.kind} had fallen into a ditch and could not get out.",
      "{h} lay down on the grass, held out a branch and pulled {k} up.",
      "pulled {k} out of a ditch",
    ],
  ]);
  t.set("deed", trouble[2]);
  t.tell(trouble[0]);
  t.maybe(0.4, "{h} was in a hurry, but {h.he} stopped.", "{h} could have walked on. {h.he} did not.");
  t.tell(trouble[1]);
  t.say(
    "k",
    "[Thank you! I will not forget that.|You are kind. If you ever need me, call my name.|Thank you. One day I will help you too.]",
  );
  t.tell("{h} smiled and went on.", '{h} thought, "How could someone like {k} help me?" And {h.he} went on.');
  t.turn();
  obstacle(t, needed, () =>
    t.tell(
      "then {h} remembered {k} and called as loudly as {h.he} could. {k} came at once.",
      '"what a pity that {k} is not here," thought {h}. And in that moment {k} came out of the grass.',
      "just when {h} wanted to turn back, somebody tapped {h.him} on the back. It was {k}!",
      '"{k}!" called {h}. It did not take long, and {k} was there.',
    ),
  );
  t.turn();
  t.say("h", "Thank you, {k}!", "said");
  t.say("k", "You helped me, and now I have helped you.");
  t.tell("so {h} came {p.to}.", "and then it was not far any more. Soon {h} was {p.in}.");
  t.tell("{p.detail}");
  t.tell("there {h.he} could {wish} at last.", "and there {h.he} did what {h.he} had come for: to {wish}.");
  lesson(t, "nobody is too small to help", "kindness comes back", "a good deed is never lost");
  t.tell(
    "on the way home {h} and {k} walked side by side.",
    "{h} and {k} went home together, and they were friends.",
    "ever since, {h} and {k} have been friends.",
  );
  t.ask("why did {k} help {h}?", "because {h} had helped {k.him} before.")
    .ask("what did {h} want to do?", "{wish}.")
    .ask("where did {h} go?", "{p.to}.")
    .ask("what was in the way?", "{obstacle}.");
  t.about(
    "{h} and the [thankful|good] {k.kind}",
    "{h.a} who helped {k.a}",
    "{h} the {h.kind} {deed}. Later {k} helped {h} to get past {obstacle}.",
  );
}
