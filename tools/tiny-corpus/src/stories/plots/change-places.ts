/** Two change places for a day, each sure that the other has it easier. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function changePlaces(t: Teller): void {
  t.hero(undefined, ["proud", "lazy", "stubborn", "cheerful", "impatient", "curious"]);
  t.cast("f");
  const jobs = t.dice.some(
    [
      ["cook", "burned the soup three times", "standing at the hot stove"],
      ["watch the sheep", "lost seven sheep and found only six of them", "running after the sheep"],
      ["wash the clothes", "turned all the white shirts pink", "carrying the heavy wet clothes"],
      [
        "carry the letters",
        "brought every letter to the wrong house",
        "climbing up and down the hills with the letters",
      ],
      ["chop the wood", "hit everything but the wood", "chopping wood until the arms hurt"],
      ["catch the fish", "caught one old boot", "sitting in the cold wind all day"],
      ["teach the children", "could not make them sit still", "answering a hundred questions"],
      ["bake the bread", "forgot the salt and dropped the dough", "getting up in the middle of the night"],
    ] as const,
    2,
  );
  t.set("mine", jobs[0][0]);
  t.set("yours", jobs[1][0]);
  opening(t);
  t.tell("{h.he} lived together with {f}, {f.a}.", "{h} shared a house with {f}, {f.a}.");
  t.tell("it was the work of {h} to {mine}, and it was the work of {f} to {yours}.");
  t.turn();
  t.tell("{oneday}, {h} came home tired.");
  t.say("h", "[You have it easy. You only have to {yours}.|I wish I only had to {yours}, like you.]");
  t.say("f", "[Easy? You have it easy!|Do you think so?|You only have to {mine}!]");
  t.say("h", "Let us change places for a day, and we will see.");
  t.turn();
  t.tell(`the next morning {h} went to {yours}. {h.he} ${jobs[1][1]}.`);
  t.tell(`at the same time {f} tried to {mine}. {f} ${jobs[0][1]}.`);
  t.tell(
    "it was a long day for both of them.",
    '"how does one do that every day?" thought {h}, and {f} thought the same.',
  );
  t.turn();
  t.tell("in the evening they sat at the table and looked at each other. Then both began to laugh.");
  t.say("h", `I did not know how hard it is, ${jobs[1][2]}.`);
  t.say("f", `And I did not know how hard it is, ${jobs[0][2]}.`);
  t.tell(
    "the next day each of them was glad to do the old work again. And sometimes they helped each other.",
    "from then on they did it all together: one day the one thing, one day the other.",
  );
  lesson(t, "the work of others always looks easy");
  happyTogether(t);
  t.ask("what was the work of {h}?", "to {mine}.")
    .ask("what was the work of {f}?", "to {yours}.")
    .ask("what did they do for a day?", "they changed places.");
  t.about(
    "a day in other shoes",
    "two who changed places",
    "{h} had to {mine} and {f} had to {yours}, and each thought that the other had it easy. They changed places for a day and learned that it was not so.",
  );
}
