/** Something is hard to learn; three tries, a teacher, and the day when it counts. @module */

import { happyAlone, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function learning(t: Teller): void {
  t.hero((k) => !["king", "queen", "wizard", "giant", "baker", "farmer"].includes(k.name));
  t.cast("m");
  const skill = t.dice.pick([
    [
      "whistle",
      "only air came out",
      "make your mouth round and think of a bird",
      "whistled so loudly that everyone heard it and found the way out of the fog",
    ],
    [
      "ride a bicycle",
      "{h.he} fell into the hedge",
      "look ahead and not at your feet",
      "rode to the village to fetch the doctor, and came back in time",
    ],
    [
      "read",
      "the letters danced in front of {h.his} eyes",
      "one letter after another, like beads on a string",
      'read the sign at the bridge, "Danger!", and stopped everyone in time',
    ],
    [
      "skate on the ice",
      "{h.he} sat down hard",
      "bend your knees and let the ice carry you",
      "skated over the lake and won the winter race",
    ],
    [
      "bake bread",
      "the bread was as hard as a stone",
      "give it time, for bread must rest",
      "baked for the whole village when the baker was ill",
    ],
    [
      "play the violin",
      "the violin sounded like a cat in the rain",
      "play slowly, and listen before you play",
      "played at the summer feast, and everyone danced",
    ],
    [
      "tie a good knot",
      "the knot came open at once",
      "under, over, and through",
      "tied the boat so well that the storm could not take it",
    ],
    [
      "paint",
      "the picture looked like mud",
      "look for a long time before you begin",
      "painted the wall of the school, and everyone stopped to look",
    ],
    [
      "dance",
      "{h.he} stepped on {h.his} own feet",
      "count to three, again and again",
      "danced at the feast, and the king himself clapped",
    ],
    [
      "juggle",
      "the balls fell on {h.his} head",
      "begin with one ball, then two, then three",
      "made a sad little child laugh for the first time",
    ],
    [
      "tell stories",
      "everyone fell asleep",
      "tell what you have seen and felt",
      "told a story in the long night of the storm, and nobody was afraid any more",
    ],
    [
      "swim",
      "{h.he} swallowed half the pond",
      "breathe out slowly and do not fight the water",
      "swam out to the little boat and pulled it back to the shore",
    ],
  ] as const);
  const can = skill[0] === "swim" ? t.heroKind.can.includes("swim") : false;
  const chosen = can
    ? ([
        "whistle",
        "only air came out",
        "make your mouth round and think of a bird",
        "whistled so loudly that everyone heard it and found the way out of the fog",
      ] as const)
    : skill;
  t.set("skill", chosen[0]);
  opening(t);
  t.tell(
    "more than anything {h} wanted to {skill}.",
    "{h} had one great wish: to {skill}.",
    "everyone else could {skill}. Only {h} could not.",
  );
  t.turn();
  t.tell(`{oneday}, {h.he} tried it for the first time. ${chosen[1]}.`, `{oneday}, {h} began. ${chosen[1]}.`);
  t.tell(
    "{h.he} tried it again. It was no better.",
    "the second time was even worse.",
    "{h.he} tried once more, and once more {h.he} failed.",
  );
  t.tell("some who stood there laughed.", "{h} sat down on a stone and sighed.", "{h} was close to tears.");
  t.say("h", "[I will never learn it.|I give up.|I am just not made for it.]", "[said|sighed|cried]");
  t.turn();
  t.tell("old {m}, {m.a}, had seen it all.", "then {m.intro} sat down beside {h.him}. {m.his} name was {m}.");
  t.say(
    "m",
    "[Nobody can do it on the first day.|When I was young, I tried it a hundred times.|Do you think I could do it at once?]",
  );
  t.say("m", `[I will tell you a secret|Listen]: ${chosen[2]}.`);
  t.tell(
    "{h} tried it that way. It was not good yet, but it was better.",
    "{h} tried again and thought of the words of {m}. This time something was different.",
  );
  t.tell(
    "{h} practised every day, in sun and rain.",
    "every morning and every evening {h} practised.",
    "a week went by, and then another. {h} never missed a day.",
  );
  t.turn();
  t.tell(`then a day came when it mattered. {h} ${chosen[3]}.`, `and one day {h} ${chosen[3]}.`);
  t.tell(
    "{m} stood there and smiled.",
    "nobody laughed any more.",
    '"Who taught you that?" asked the others. {h} pointed to {m}.',
  );
  lesson(t, "one has to fail many times before it goes well", "slow steps go far", "practice is stronger than luck");
  happyAlone(t);
  t.ask("what did {h} want to learn?", "to {skill}.").ask("who taught {h}?", "{m} the {m.kind}.");
  t.about(
    "[{h} learns to {skill}|never give up]",
    "{h.a} who wanted to learn to {skill}",
    "{h} the {h.kind} wanted to {skill} and failed. {m} showed {h.him} how, and after much practice {h.he} could do it.",
  );
}
