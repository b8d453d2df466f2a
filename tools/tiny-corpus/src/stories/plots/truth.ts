/** Something is broken in secret; hiding it is worse than telling. @module */

import { lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function truth(t: Teller): void {
  t.hero();
  t.cast("f");
  t.set("broken", "blue vase", "big mirror", "honey pot", "old clock", "glass lamp", "flower pot", "teapot");
  t.set(
    "how",
    "playing ball in the house",
    "running through the kitchen",
    "jumping on the bed",
    "trying to fly",
    "dancing with a broom",
    "climbing on the table",
  );
  opening(t);
  t.tell(
    "{h} and {f}, {f.a}, lived in the same house.",
    "in the same house lived {f}, {f.intro}, who looked after {h}.",
  );
  t.turn();
  t.tell('{oneday}, {f} went to the market. "Please be good," said {f}.', "{oneday}, {h} was alone at home.");
  t.tell(
    "{h} was {how}. Then there was a crash. The {broken} of {f} was broken.",
    "{h} was {how}, and crash! The {broken} lay on the floor in a hundred pieces. It belonged to {f}.",
  );
  t.tell("{h.his} heart beat fast.", '"oh no," whispered {h}. "What will {f} say?"');
  t.tell("quickly {h} hid the pieces [under the bed|behind the shed|in a sack|under the carpet].");
  t.turn();
  t.tell('soon {f} came home. "Where is my {broken}?" asked {f}.');
  const blame = t.dice.chance(0.6);
  t.set("blamed", "cat", "wind", "neighbour's dog", "rain");
  if (blame) {
    t.say("h", "[It was the {blamed}.|I think it was the {blamed}.]");
    t.tell("{f} said nothing and [looked out of the window|went to find the {blamed}].");
  } else {
    t.say("h", "I do not know.", "[said|whispered]");
    t.tell("{f} looked for it everywhere.");
  }
  t.tell(
    "at supper {h} could not eat. In bed {h.he} could not sleep. The lie was like a stone in {h.his} belly.",
    "all day {h} felt the lie like a stone in {h.his} shoe. The soup did not taste good, and no game was fun.",
    "{h} tried to play, but {h.he} thought of the {broken} the whole time.",
  );
  t.turn();
  t.tell("at last {h} went to {f}.", "in the middle of the night {h} got up and knocked at the door of {f}.");
  t.say(
    "h",
    blame
      ? "It was not the {blamed}. I broke your {broken}. I was {how}."
      : "I know where your {broken} is. I broke it. I was {how}.",
  );
  t.say("h", "I am so sorry.", "said");
  t.tell("{f} was quiet for a moment. Then {f} took {h} by the hand.", "{f} looked at {h} for a long time.");
  t.say(
    "f",
    "[A {broken} can be mended. Thank you for telling me the truth.|I am sad about it. But I am glad that you told me.|That took courage. I am proud of you.]",
  );
  t.tell(
    "the next day they glued the pieces together.",
    "in the morning {h} worked in the garden and bought a new one with the money {h.he} got.",
    "together they swept up the pieces, and {h} gave {f} [a flower|a picture that {h.he} had painted].",
  );
  t.tell("the stone in {h.his} belly was gone.", "that night {h} slept like a log.", "how light {h} felt!");
  lesson(t, "the truth is easier to carry than a lie", "it takes courage to tell the truth");
  t.ask("who broke the {broken}?", "{h} the {h.kind}.")
    .ask("how did it happen?", "{h} was {how}.")
    .ask("what did {h} do in the end?", "{h.he} told the truth.");
  t.about(
    "the broken {broken}",
    "{h.a} who told the truth",
    "{h} the {h.kind} broke the {broken} of {f} and hid it. In the end {h.he} told the truth and felt much better.",
  );
}
