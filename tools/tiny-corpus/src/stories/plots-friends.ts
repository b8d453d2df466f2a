/**
 * Plots about two and more: quarrels, lies, sharing, new friends, fear.
 * @module
 */

import { friendship, happyTogether, lesson, opening } from "./beats.ts";
import type { Teller } from "./teller.ts";

/** Two want the same thing; it breaks, or neither has it; then they find a way. */
export function quarrel(t: Teller): void {
  t.hero(undefined, ["stubborn", "proud", "impatient", "greedy", "playful", "clever", "cheerful"]);
  t.cast("f");
  t.thing("o");
  opening(t);
  friendship(t);
  t.turn();
  t.tell(
    "{oneday}, {h} and {f} found {o.afull}.",
    "{oneday}, there lay {o.afull} in the grass, and {h} and {f} saw {o.it} at the same time.",
    '{oneday}, an old traveller gave {h} and {f} {o.afull}. "{o.this} {o.is} for both of you," he said.',
  );
  t.detail(0.3);
  t.say("h", "[I saw {o.it} first!|{o.its} {o.is} mine!|I want {o.it}!]", "[cried|said|shouted]");
  t.say("f", "No, {o.its} {o.is} mine!", "[cried|said|shouted]");
  const way = t.dice.pick(["breaks", "taken", "apart", "judge"] as const);
  if (way === "breaks") {
    t.tell(
      "{h} pulled on one side, and {f} pulled on the other. There was a loud crack. {o.the} {o.was} broken.",
      "they pulled and pulled, until {o.the} broke in two.",
    );
    t.tell("nobody said a word.", "{h} looked at {f}, and {f} looked at {h}.");
    t.say("f", "Now nobody has {o.it}.", "[said|whispered]");
    t.turn();
    t.tell("{h} went home alone, and {f} went home alone. It was a long, sad evening.");
    t.tell(
      "in the morning {h} took some glue and some string and went to {f}. But {f} was already at the door, with a hammer and nails.",
    );
    t.say("h", "I am sorry.");
    t.say("f", "I am sorry too.");
    t.tell(
      "they worked all morning. When they had finished, {o.the} looked a little crooked, but {o.its} {o.was} better than before, because they had made {o.it} together.",
      "together they mended {o.it}. One could still see the crack, but neither of them minded.",
    );
    t.ask("why did {o.the} break?", "because {h} and {f} both pulled on {o.it}.").ask(
      "who mended {o.the}?",
      "{h} and {f} together.",
    );
    t.about(
      "the broken {o}",
      "two friends who broke {o.a}",
      "{h} and {f} both wanted {o.thefull} and broke {o.it}. Then they said sorry and mended {o.it} together.",
    );
  } else if (way === "taken") {
    t.set(
      "thief",
      ...["crow", "fox", "raven", "monkey"].filter(
        (k) => k !== t.heroKind.name && k !== (t.slots.f as { kind: string }).kind,
      ),
    );
    t.tell("they shouted so loudly that they did not see the {thief}. The {thief} took {o.the} and was gone.");
    t.tell("{h} and {f} stood there with empty hands.", "suddenly it was very quiet.");
    t.say("f", "If we had not shouted, we would still have {o.it}.");
    t.say("h", "[You are right.|Then let us get {o.it} back together.] Come!");
    t.turn();
    t.tell(
      "they followed the {thief}. {h} went to the left, and {f} went to the right, so that the {thief} could not get away.",
      "{f} sang a song, as loudly as {f.he} could, and while the {thief} listened, {h} crept up from behind.",
    );
    t.tell("the {thief} dropped {o.the} and ran.", "before the {thief} knew what had happened, {h} had {o.the} again.");
    t.say("h", "You may have {o.it} today.");
    t.say("f", "And you tomorrow.");
    t.ask("who took {o.the}?", "the {thief}.").ask(
      "why could the {thief} take {o.it}?",
      "because {h} and {f} were shouting at each other.",
    );
    t.about(
      "{o.the} and the {thief}",
      "two friends and a {thief}",
      "while {h} and {f} were fighting about {o.afull}, a {thief} took {o.it}. Together they got {o.it} back.",
    );
  } else if (way === "apart") {
    t.tell(
      "{h} took {o.the} and ran home with {o.it}. {f} stood there alone.",
      "in the end {h} was quicker. {h.he} took {o.the} home and closed the door.",
    );
    t.tell(
      "{h} looked at {o.the}. {o.its} {o.was} beautiful. But there was nobody to show {o.it} to.",
      "at first {h} was happy. But [after an hour|in the evening] it was very quiet in the house.",
    );
    t.say("h", "This is no fun alone.", "[whispered|said]");
    t.turn();
    t.tell("so {h} took {o.the} and went to {f}. {f} did not want to open the door.");
    t.say("h", "{f}, I was wrong. [Please, let us share {o.it}.|You can have {o.it}.] I want my friend back.");
    t.tell("it was quiet for a while. Then the door opened.");
    t.say("f", "Come in. [We can use {o.it} together.|I have missed you too.]");
    t.ask("why was {h} sad?", "because {h.he} was alone with {o.the}.").ask(
      "what did {h} do in the end?",
      "{h.he} went to {f} and shared {o.the}.",
    );
    t.about(
      "{h}, {f} and {o.the}",
      "two friends who both wanted {o.a}",
      "{h} took {o.the} for {h.himself} alone, but it was no fun. So {h.he} went to {f} and shared {o.it}.",
    );
  } else {
    t.set("judge", "tortoise", "judge", "miller", "teacher");
    t.tell('so they went to the old {judge} and asked, "Who shall have {o.it}?"');
    t.tell('the old {judge} thought for a while. "I will cut {o.it} in two. Then each of you has one half."');
    t.tell(
      '"fine!" said {f}. But {h} turned white. "No, do not break {o.it}! Give {o.it} to {f}."',
      '"no!" cried {h}. "then {o.its} would be no good to anyone. Let {f} have {o.it}."',
    );
    t.tell('the {judge} smiled and gave {o.the} to {h}. "You are the one who really loves {o.it}," said the {judge}.');
    t.tell('{h} looked at {o.the}, and then at {f}. "Come," said {h}, "we will play with {o.it} together."');
    t.ask("whom did they ask?", "the old {judge}.").ask("who got {o.the}?", "{h} the {h.kind}.");
    t.about(
      "the clever {judge}",
      "two friends who went to a {judge}",
      "{h} and {f} both wanted {o.thefull}. The old {judge} gave {o.it} to {h}, who did not want {o.it} to be broken, and {h} shared {o.it}.",
    );
  }
  lesson(
    t,
    "sharing is better than winning",
    "a friend is worth more than any {o}",
    "a thing is nicer when two have it",
  );
  happyTogether(t);
  t.ask("what did {h} and {f} both want?", "{o.afull}.");
}

/** Something is broken in secret; hiding it is worse than telling. */
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

/** The hero is afraid of something, until somebody needs help. */
export function fear(t: Teller): void {
  const fears = [
    [
      "the dark",
      "when evening came, {h.he} lit three candles",
      "a thick cloud came over the moon, and {f} was still out in the wood",
      "{h} took a lantern, but the wind blew it out. {h.he} walked on in the dark, calling",
      "the dark was not empty and not bad. It was only the day with its eyes closed",
    ],
    [
      "deep water",
      "{h.he} never went near the [pond|river]",
      "{f} slipped and fell into the river",
      "{h} closed {h.his} eyes, jumped in, and kicked with all {h.his} strength until {h.he} had {f}",
      "the water carried {h.him}, if {h.he} did not fight it",
    ],
    [
      "thunder",
      "at the first thunder {h.he} crept under the bed",
      "a storm came up, and a little bird, {f}, had fallen out of the nest",
      "{h} ran out into the storm and put {f} under {h.his} coat",
      "thunder is only noise, and noise cannot bite",
    ],
    [
      "high places",
      "{h.he} did not even like to stand on a chair",
      "{f} sat high up in a tree and could not get down",
      "{h} climbed, one branch, and one more, and never looked down",
      "one can be high up if one thinks only of the next step",
    ],
    [
      "big dogs",
      "if a dog barked, {h.he} ran all the way home",
      "a big dog stood at the gate with {f}, and {f} did not dare to move",
      "{h} walked up to it, very slowly, and held out {h.his} hand. The dog sniffed at it and wagged its tail",
      "not everyone who barks is angry",
    ],
    [
      "speaking in front of others",
      "in school {h.he} never raised {h.his} hand",
      "{f} was blamed for something that {f.he} had not done",
      '{h} stood up in front of everybody. "It was not {f}," said {h}, in a small voice that grew bigger and bigger. "I was there, and I saw it"',
      "a small voice is enough if it says something true",
    ],
    [
      "the old house on the hill",
      "{h.he} always made a long way around it",
      "{f} ran after a ball, right into the old house, and did not come out",
      "{h} pushed the door open. It creaked. {h.he} went in, step by step, and called",
      "it was only an old house, with {f} and the ball in it, and nobody else",
    ],
  ] as const;
  t.hero(
    (k) =>
      !["giant", "dragon", "duck", "otter", "owl", "penguin", "beaver", "frog", "turtle", "bird", "crow"].includes(
        k.name,
      ),
    ["shy", "quiet", "careful", "kind", "cheerful", "curious"],
  );
  const it = t.dice.pick(fears);
  if (it[0] === "thunder") t.cast("f", (k) => k.name === "bird");
  else if (it[0] === "deep water") t.cast("f", (k) => !k.can.includes("swim") && !k.can.includes("fly"));
  else t.cast("f", (k) => !k.can.includes("fly") && !["giant", "king", "queen", "wizard"].includes(k.name));
  t.set("afraid", it[0]);
  opening(t);
  t.tell(
    `but {h} was afraid of {afraid}. ${it[1]}.`,
    `there was only one thing that {h} was afraid of, and that was {afraid}. ${it[1]}.`,
  );
  t.tell(
    "the others laughed at {h.him}.",
    "nobody knew about it.",
    "{h} did not like to talk about it.",
    '"One day it will go away," said {h.his} mother.',
  );
  if (it[0] !== "thunder") {
    t.tell(
      "only {f}, {f.a}, never laughed.",
      "{h.his} friend {f}, {f.a}, was afraid of nothing.",
      "{h} had a friend, {f.a} named {f}, and {f} understood.",
    );
  }
  t.turn();
  t.tell(`then, {oneday}, it happened: ${it[2]}.`, `but {oneday}, ${it[2]}.`);
  t.tell("nobody else was near.", "{h} looked around. There was nobody but {h.him}.", '"Help!" cried {f}.');
  t.tell(
    "{h.his} knees shook. {h.his} heart beat like a drum. But {f} needed {h.him}.",
    "for a moment {h} could not move. Then {h.he} thought of {f}, and {h.his} legs went by themselves.",
    "{h} was more afraid than ever before. And still {h.he} went.",
  );
  t.tell(`${it[3]}.`);
  t.turn();
  t.tell(
    it[0] === "speaking in front of others" ? "everybody listened, and everybody believed {h.him}." : "{f} was safe.",
    it[0] === "speaking in front of others"
      ? 'it was very still. Then the teacher said, "Thank you, {h}."'
      : "and then {h} and {f} were safe at home.",
  );
  t.say("f", "[You came!|You did it, although you were afraid.|You are the bravest {h.kind} I know.]");
  t.say("h", "[I was afraid the whole time.|My knees are still shaking.|I had no time to be afraid.]");
  t.say("f", "[That is what brave means.|Nobody is brave who is not afraid first.|And still you came.]");
  t.tell(`since then {h} knows: ${it[4]}.`, `and {h} found out something: ${it[4]}.`);
  if (t.dice.chance(0.5)) happyTogether(t);
  t.ask("what was {h} afraid of?", "{afraid}.").ask("who needed help?", "{f} the {f.kind}.");
  t.about(
    "[{h} is afraid|how {h} became brave]",
    "{h.a} who was afraid of {afraid}",
    "{h} the {h.kind} was afraid of {afraid}. When {f} needed help, {h} was brave and saved {f.him}.",
  );
}

/** A lonely one and a new one; the first meeting goes wrong. */
export function newFriend(t: Teller): void {
  t.hero(undefined, ["lonely", "shy", "curious", "proud", "quiet", "cheerful"]);
  t.cast("f");
  t.set(
    "joy",
    "sing",
    "look at the stars",
    "collect stones",
    "paint pictures",
    "build towers",
    "tell stories",
    "dance in the rain",
    "bake cookies",
  );
  opening(t);
  t.tell(
    "{h.he} liked to {joy}, but it was not much fun alone.",
    "when {h.he} wanted to {joy}, there was nobody to do it with.",
  );
  t.turn();
  t.tell(
    "{oneday}, somebody moved into the empty house next door. It was {f}, {f.intro}.",
    "{oneday}, a cart stopped in front of the house next door. {f.intro} climbed down. {f.his} name was {f}.",
  );
  const start = t.dice.pick(["strange", "noise", "misheard", "rumour"] as const);
  if (start === "strange")
    t.tell('"{f.a}!" thought {h}. "I have never had {f.a} for a neighbour." {h} hid behind the curtain.');
  else if (start === "noise")
    t.tell(
      'all day long there was hammering and banging. {h} held {h.his} ears. "What a noisy neighbour!" {h.he} said.',
    );
  else if (start === "misheard")
    t.tell(
      '"good morning!" called {h}. {f} did not answer and went inside. "How rude!" thought {h}. {h.he} could not know that {f} was only shy.',
    );
  else
    t.tell(
      '"be careful," said the crow on the fence. "I have heard bad things about the new neighbour." {h} closed all the windows.',
    );
  t.tell("for a week they did not speak.", "days went by, and nobody said a word.");
  t.turn();
  const turn = t.dice.pick(["basket", "window", "rain", "fence"] as const);
  if (turn === "basket")
    t.tell(
      "one morning there was a basket in front of the door, with [a warm apple pie|six eggs|a jar of jam|fresh bread] in it, and a note. {f} had put it there.",
    );
  else if (turn === "window")
    t.tell(
      "one evening {h} looked out of the window. There was {f}, all alone, and what was {f} doing? {f.he} was trying to {joy}!",
    );
  else if (turn === "rain")
    t.tell(
      'then the rain came through the roof of {h}. There was a knock at the door. It was {f}, with a hammer and some boards. "I saw your roof," said {f}. "May I help?"',
    );
  else
    t.tell(
      "then the wind blew down the fence between them. Both came out at the same time, and both picked up the same board.",
    );
  t.say(
    "f",
    "[I have wanted to say hello for days, but I did not dare.|I did not know if you liked me.|I do not know anybody here.]",
  );
  t.say("h", "[And I was afraid of you.|I thought that you did not like me.|How silly I was.]");
  t.say("h", "Do you like to {joy}?", "asked");
  t.say("f", "More than anything!", "[cried|said]");
  t.tell(
    "from then on they met every evening to {joy}.",
    "that same evening they began to {joy}, and they did not stop until the moon was high.",
  );
  lesson(t, "one should say hello first and think later", "one does not know somebody until one has talked to them");
  happyTogether(t);
  t.ask("who moved in next door?", "{f} the {f.kind}.").ask("what did both like to do?", "they liked to {joy}.");
  t.about(
    "the new neighbour",
    "{h.a} who found a friend",
    "{f} the {f.kind} moved in next to {h} the {h.kind}. At first they did not talk, but then they found out that both liked to {joy}, and became friends.",
  );
}

/** One works and saves, the other does not; winter comes. */
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

/** A night noise turns out to be somebody. */
export function nightNoise(t: Teller): void {
  t.hero(undefined, ["curious", "brave", "shy", "careful", "clever", "quiet"]);
  t.cast("f", (k) =>
    ["mouse", "hedgehog", "owl", "cat", "bird", "mole", "frog", "rabbit", "squirrel"].includes(k.name),
  );
  const noise = t.dice.pick([
    ["a scratching under the floor", "{f} was digging a way to the kitchen, because {f.he} smelled {meal}"],
    ["a soft tapping at the window", "{f} was cold and wanted to come in"],
    ["a strange singing in the chimney", "{f} had a nest there and sang for the little ones"],
    ["a rolling sound on the roof", "{f} was playing with a nut up there, because {f.he} could not sleep"],
    ["a quiet crying behind the wall", "{f} had lost the way home and was afraid"],
    ["a knocking in the cupboard", "{f} had been shut in by mistake"],
  ] as const);
  t.set("noise", noise[0]);
  opening(t);
  t.turn();
  t.tell(
    "one night {h} woke up. There was {noise}.",
    "one night, when everyone was asleep, {h} heard something. It was {noise}.",
  );
  t.tell(
    "was it a ghost? Was it a monster? {h} pulled the blanket over {h.his} head.",
    "{h} lay very still and listened. There it was again!",
    "{h} told everybody about it the next day, but no one believed {h.him}.",
  );
  t.maybe(0.6, "the next night it came again, and it was louder.", "it came the second night, and the third.");
  t.turn();
  t.tell(
    "then {h} had enough. {h.he} took a candle and went to look, step by step.",
    '"I want to know what it is," thought {h}. {h.he} took a lantern in one hand and a broom in the other.',
    "{h} put flour on the floor. In the morning there were tiny footprints in it.",
  );
  t.tell(
    "and what did {h.he} find? Not a ghost, and not a monster. It was {f.intro}!",
    "there, with big eyes, sat {f.intro}. It was not a monster at all.",
  );
  t.say("h", "[Who are you?|What are you doing here?]", "asked");
  t.tell(`"I am {f}," said the {f.kind}. ${noise[1]}.`);
  t.say("h", "[And I was so afraid of you!|You can stay here. Are you hungry?|Why did you not say something?]");
  t.tell(
    "{h} warmed some milk, and they drank it together.",
    "{h} laughed until {h.his} belly hurt.",
    "{h} gave {f} a warm place by the stove.",
  );
  lesson(t, "most monsters are small when one brings a light", "one should look before one is afraid");
  happyTogether(t);
  t.ask("what did {h} hear at night?", "{noise}.").ask("who had made the noise?", "{f} the {f.kind}.");
  t.about(
    "the noise in the night",
    "{h.a} who heard a noise at night",
    "at night {h} the {h.kind} heard {noise}. It was not a monster, it was {f} the {f.kind}, and they became friends.",
  );
}

/** The gift that cannot be bought is made. */
export function birthday(t: Teller): void {
  t.hero();
  t.cast("f");
  t.thing("o", (x) =>
    [
      "kite",
      "boat",
      "doll",
      "scarf",
      "hat",
      "puppet",
      "blanket",
      "picture",
      "drum",
      "sled",
      "mittens",
      "basket",
    ].includes(x.noun),
  );
  opening(t);
  friendship(t);
  t.turn();
  t.tell(
    "tomorrow was the birthday of {f}. {f} had always wanted {o.afull}.",
    '{oneday}, {h} remembered that it was nearly the birthday of {f}. "{f} wishes for {o.afull}," thought {h}.',
  );
  t.tell("in the shop there {o.was} {o.afull}, but {o.its} cost ten coins, and {h} had only [one|two|three|four].");
  t.detail(0.3);
  t.turn();
  const way = t.dice.pick(["make", "work", "give"] as const);
  if (way === "make") {
    t.tell('"Then I will make {o.it} myself," said {h}.');
    t.tell(
      "{h} had never made {o.a} before. the first try was no good, and the second try fell apart. At the third try it was late at night.",
    );
    t.tell(
      "in the morning {o.the} {o.was} ready. {o.its} {o.was} not perfect, but every part of {o.it} had been made with love.",
    );
    t.tell(
      '{f} opened the paper. "[You made {o.it} yourself!|This is for me?]" {f.he} cried. "Nobody has {o.a} like this!"',
    );
    t.ask("how did {h} get {o.the}?", "{h.he} made {o.it}.");
  } else if (way === "work") {
    t.set(
      "work",
      "carried wood for the baker",
      "swept the street",
      "picked apples for the farmer",
      "washed all the windows of the school",
      "watched the sheep",
    );
    t.tell("so {h} looked for work. {h.he} {work} from morning to night, and got one coin, and another, and another.");
    t.tell(
      "{h.his} hands were sore, but in the evening {h} had ten coins. {h.he} ran to the shop just before it closed.",
    );
    t.tell(
      'when {f} saw {o.thefull}, {f.he} could not speak. Then {f} saw the hands of {h}. "You did all that for me?" {f.he} asked.',
    );
    t.ask("how did {h} get the money?", "{h.he} {work}.");
  } else {
    t.thing("own", (x) => ["treasure", "music"].includes(x.sort));
    t.tell("{h} had only one thing that was worth something: {h.his} {own}. {h.he} thought about it all night.");
    t.tell("in the morning {h} took the {own} to the shop and gave {own.it} away for {o.thefull}.");
    t.tell('{f} was so happy! But then {f} asked, "Where is your {own}?" {h} looked at the ground and told {f.him}.');
    t.tell(
      '{f} said nothing and ran off. In the evening {f} came back with the {own}. "I told the man in the shop what you did," said {f}, "and he gave {own.it} back to me."',
    );
    t.ask("what did {h} give away?", "{h.his} {own}.");
  }
  t.tell(
    "there was cake, and they sang until the neighbours came and sang with them.",
    "then they lit the candles and ate the cake.",
    "it was the best birthday of all.",
  );
  lesson(t, "the best gifts come from the heart", "giving is as nice as getting");
  happyTogether(t);
  t.ask("whose birthday was it?", "the birthday of {f}.").ask("what did {f} wish for?", "{o.afull}.");
  t.about(
    "a gift for {f}",
    "{h.a} who had no money for a gift",
    "{f} wished for {o.afull}, but {h} the {h.kind} had no money. {h} got {o.it} in another way, and {f} was very happy.",
  );
}
