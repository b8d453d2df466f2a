/**
 * Plots about doing: learning, making, growing, winning, wishing, finding out.
 * @module
 */

import { happyAlone, happyTogether, lesson, neededAbility, obstacle, opening } from "./beats.ts";
import type { Teller } from "./teller.ts";

/** Something is hard to learn; three tries, a teacher, and the day when it counts. */
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

/** A race or contest: who helps instead of winning, or who is too sure. */
export function contest(t: Teller): void {
  t.hero();
  t.cast("f");
  const kind = t.dice.pick([
    ["race", "the great race around the lake", "run", "ran"],
    ["singing contest", "the singing contest", "sing", "sang"],
    ["cooking contest", "the cooking contest", "cook", "cooked"],
    ["boat race", "the boat race on the river", "row", "rowed"],
    ["kite contest", "the kite contest on the hill", "fly a kite", "flew the kite"],
    ["pumpkin contest", "the contest for the biggest pumpkin", "grow pumpkins", "grew pumpkins"],
    ["sandcastle contest", "the sandcastle contest on the beach", "build", "built"],
  ] as const);
  t.set("contest", kind[1]);
  t.set("do", kind[2]);
  t.set("did", kind[3]);
  t.named("prize", "a golden cup", "a big cake", "a silver bell", "a basket of pears", "a blue ribbon", "a new boat");
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {contest} was to take place. The prize was {prize}.",
    "every year there was {contest}, and this year the prize was {prize}.",
  );
  t.tell(
    "{h} wanted to win it. So did {f}, {f.a}.",
    "{f}, {f.intro}, had won it three times. {h} had never won anything.",
  );
  const way = t.dice.pick(["help", "boast", "together", "cheat"] as const);
  if (way === "help") {
    t.tell("they began. {h} {did} better than ever before. {h.he} was first!");
    t.tell("then {h} heard a cry. {f} had hurt {f.his} foot and sat on the ground.");
    t.tell("{h} looked at the prize and then at {f}. {h.he} stopped and went back.");
    t.say("h", "[Lean on me.|Can you stand? Hold on to me.]");
    t.tell("the two of them were last of all. But everyone stood up and clapped.");
    t.tell(
      'the judge came down and said, "Many can win. Few can do what you did." And {h} got {prize.the}.',
      "somebody else got {prize.the}. But {h} got something better: a friend.",
    );
    t.ask("why did {h} stop?", "because {f} was hurt.").about(
      "the last and the first",
      "{h.a} who stopped to help",
      "in {contest} {h} the {h.kind} was first, but stopped to help {f}, who was hurt.",
    );
  } else if (way === "boast") {
    t.say("f", "[Nobody can beat me!|I will win with my eyes closed!|I do not even have to practise!]", "[said|cried]");
    t.tell("{f} slept late and ate a lot. {h} practised every morning before the sun came up.");
    t.turn();
    t.tell(
      "when the day came, {f} was so sure of winning that {f.he} sat down for a little rest in the middle of it and fell asleep.",
    );
    t.tell("{h} went on, slowly and steadily, without looking left or right.");
    t.tell("when {f} woke up, it was over. {h} held {prize.the} in both hands.");
    t.tell('{f} was quiet for a while. Then {f} came over and said, "You were better. Will you practise with me?"');
    t.ask("why did {f} lose?", "because {f} fell asleep.").about(
      "slow and steady",
      "{h.a} who won a contest",
      "{f} the {f.kind} was too sure of winning and fell asleep. {h} the {h.kind} practised and won {prize}.",
    );
  } else if (way === "together") {
    t.tell(
      "each of them practised alone. {h} was good at the beginning, but always grew tired. {f} was slow at first, but strong at the end.",
    );
    t.say("f", "Why do we not do it together?", "asked");
    t.tell("nobody had ever done that. But nobody had said that it was forbidden.");
    t.tell("so {h} began, and {f} finished. It went so well that the others forgot everything else and watched.");
    t.tell("they won {prize.the} and shared it.");
    t.ask("who won?", "{h} and {f} together.").about(
      "two are better than one",
      "two who won a contest together",
      "{h} the {h.kind} and {f} the {f.kind} both wanted to win {prize}. They did it together and won.",
    );
  } else {
    t.set("need", "shoes", "tools", "gloves");
    t.tell(
      "in the night before, {f} crept out and did something bad. {f.he} hid what {h} needed most: {h.his} {need}.",
    );
    t.tell("in the morning {h} looked for the {need} and could not find them.");
    t.tell("{h} took part all the same, without the {need}, and did what {h.he} could.");
    t.tell("{f} won {prize.the}. Everybody cheered. But when {f} saw {h} clap too, {f.he} grew red.");
    t.tell(
      '{f} went up to the judge. "I did not win," said {f}. "I hid the {need} of {h}." Then {f} gave the prize to {h}.',
    );
    t.tell('"it takes courage to say that," said {h}. "Next year we will try again, and it will be fair."');
    t.ask("what did {f} hide?", "the {need} of {h}.").about(
      "an unfair prize",
      "{f.a} who cheated and was sorry",
      "{f} the {f.kind} hid the {need} of {h} and won. But then {f} told the truth and gave {prize.the} to {h}.",
    );
  }
  lesson(t, "winning is not everything", "fair play is worth more than a prize");
  happyTogether(t);
  t.ask("what was the prize?", "{prize}.");
}

/** Something is cooked, and something is missing; one ingredient costs a journey or a trade. */
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

/** Something is planted; waiting is the hard part. */
export function planting(t: Teller): void {
  t.hero(undefined, ["impatient", "curious", "careful", "kind", "cheerful", "stubborn", "forgetful"]);
  t.cast("f");
  t.set(
    "plant",
    "a sunflower",
    "an apple tree",
    "a pumpkin",
    "a bean as high as the house",
    "a rose bush",
    "a cherry tree",
  );
  t.set(
    "seedfrom",
    "found a seed in {h.his} pocket",
    "got a seed from {f}, {f.a}",
    "found a strange seed on the road",
    "bought a seed at the market for one coin",
  );
  opening(t);
  t.turn();
  t.tell("{oneday}, {h} {seedfrom}.");
  t.say(
    "f",
    "[Plant it, and give it water every day.|Put it into the earth and wait.|What will it be? We must wait and see.]",
  );
  t.tell(
    "{h} dug a hole, put the seed in, and sat down beside it.",
    "{h} planted it in front of the house and watered it.",
  );
  t.tell(
    "{h} waited. Nothing happened. {h} waited a whole day. Still nothing.",
    "the next morning {h} ran out to look. There was only earth.",
  );
  t.say("h", "[Why does it not grow?|When will it come up?|It is asleep!]", "[asked|cried]");
  const way = t.dice.pick(["dig", "goaway", "care", "storm"] as const);
  if (way === "dig") {
    t.tell(
      '{h} took a spoon and wanted to dig it up again to look. "Stop!" cried {f}. "If you dig it up, it can never grow."',
    );
    t.tell("so {h} put the spoon away. It was the hardest thing {h.he} had ever done.");
    t.ask("why should {h} not dig up the seed?", "because then it could never grow.");
  } else if (way === "goaway") {
    t.tell(
      "at last {h} forgot the seed and went to play. Days went by, and weeks. {f} watered it every evening and said nothing.",
    );
    t.ask("who watered the seed?", "{f} the {f.kind}.");
  } else if (way === "care") {
    t.tell("{h} sang to it in the morning and told it stories at night. {f} laughed, but {h} did not mind.");
    t.ask("what did {h} do every night?", "{h.he} told it stories.");
  } else {
    t.tell(
      "when the first green leaf came up, a storm broke loose. {h} ran out and held a hat over the little leaf until the rain was over.",
    );
    t.ask("what did {h} do in the storm?", "{h.he} held a hat over the little leaf.");
  }
  t.turn();
  t.tell(
    "then, one morning, there was something green. It grew. It grew as high as {h.his} knee, as high as {h.his} nose, and then higher.",
    "one day a tiny leaf looked out of the earth. {h} danced around it three times.",
  );
  t.tell("in the end it was {plant}.", "it became {plant}, the most beautiful one {around}.");
  t.tell(
    "everyone who came by stopped and looked.",
    "and in the autumn it gave {h} a hundred new seeds. {h} gave one to everyone {h.he} knew.",
    "{h} and {f} sat in its shade and were content.",
  );
  lesson(t, "good things need time", "one cannot hurry what grows");
  happyTogether(t);
  t.ask("what grew from the seed?", "{plant}.");
  t.about(
    "the seed",
    "{h.a} who planted a seed",
    "{h} the {h.kind} planted a seed and had to learn to wait. With the help of {f} it became {plant}.",
  );
}

/** Three wishes, or one strange one; the last undoes the first. */
export function wish(t: Teller): void {
  t.hero(undefined, ["greedy", "proud", "lazy", "impatient", "lonely", "curious"]);
  t.named(
    "giver",
    "a golden fish",
    "a tiny man with a green beard",
    "an old woman with a blue shawl",
    "a star that had fallen into the grass",
    "a talking toad",
  );
  const foolish = t.dice.pick([
    [
      "that everything {h.he} touched turned into cake",
      "at first it was wonderful. But then {h.his} bed was cake, and {h.his} door, and when {h.he} wanted to drink, the water was cake too",
      "a cup of water",
    ],
    [
      "to be as big as a house",
      "but then no door was wide enough, no bed was long enough, and {h.his} friends ran away from {h.him}",
      "to be small again",
    ],
    [
      "that it was always night, so that {h.he} could sleep",
      "but the flowers closed, the birds were silent, and nobody knew when to get up",
      "to see the sun again",
    ],
    [
      "to be invisible",
      "at first it was fun. But when {h.he} said hello, everyone was frightened, and nobody laid a plate for {h.him} at supper",
      "to be seen",
    ],
    [
      "to have all the toys in the world",
      "the toys filled the house, the garden and the street. {h} could not get out any more, and nobody could come in to play",
      "one friend to play with",
    ],
    [
      "that nobody could ever say no to {h.him}",
      '{h.he} said, "Give me that," and they gave it. But nobody laughed with {h.him}, and nobody looked {h.him} in the eyes',
      "to hear what the others really thought",
    ],
    [
      "to understand the language of the animals",
      "but now the flies talked all night, the hens quarrelled all day, and {h.he} never had a quiet minute",
      "a little silence",
    ],
    [
      "that it should rain sweets",
      "the sweets broke the windows and lay as high as the fence, and after three days {h} never wanted to see one again",
      "a plate of plain soup",
    ],
  ]);
  t.set("wished", foolish[0]);
  t.set("missed", foolish[2]);
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {h} heard a voice under a heavy stone. {h} lifted the stone away, and there was {giver}.",
    "{oneday}, {h} shared {h.his} bread with {giver}.",
  );
  t.tell('"you have been good to me," said {giver.the}. "Make a wish. But think well!"');
  t.tell(
    "{h} did not think at all. {h.he} wished {wished}.",
    "{h} did not have to think long. {h.he} wished {wished}.",
  );
  t.turn();
  t.tell(`${foolish[1]}.`);
  t.tell(
    "{h} sat down and cried. What {h.he} wanted most now was {missed}.",
    "now {h} wanted nothing so much as {missed}.",
  );
  t.tell("so {h.he} went back and called and called, until {giver.the} came.");
  t.say(
    "h",
    "[Please take it back!|I was foolish.|I have wished for the wrong thing.] Please, make everything as it was.",
  );
  t.tell(
    '"are you sure?" "Yes," said {h}. And in a moment everything was as before.',
    '{giver.the} laughed. "Most people come back," came the answer, and everything was as before.',
  );
  t.turn();
  t.tell(
    "{h} looked around. The little house, the old table, the neighbours who waved: how good it all was!",
    "{h} ran home, drank a glass of water and hugged everyone {h.he} met.",
  );
  lesson(t, "one should think before one wishes", "what one has is often enough", "more is not always better");
  happyAlone(t);
  t.ask("what did {h} wish?", "{wished}.")
    .ask("who gave {h} a wish?", "{giver}.")
    .ask("what did {h} want in the end?", "{missed}.");
  t.about(
    "a foolish wish",
    "{h.a} who made a foolish wish",
    "{giver} gave {h} the {h.kind} a wish, and {h.he} wished {wished}. It went wrong, and {h.he} was glad when everything was as before.",
  );
}

/** Things vanish; someone watches and finds out why. */
export function mystery(t: Teller): void {
  t.hero(undefined, ["clever", "curious", "careful", "quiet", "brave", "stubborn"]);
  t.cast("f");
  t.set("gone", "socks", "spoons", "eggs", "buttons", "carrots", "candles", "red apples", "bells");
  const because = t.dice.pick([
    [
      "a magpie",
      "it was building a nest and wanted it to be the prettiest of all",
      "they gave it some old ribbons instead",
    ],
    ["a baby goat", "it was hungry and had no mother", "they gave it milk, and it stayed"],
    [
      "a little owl",
      "it was lonely and wanted somebody to come and look for it",
      "they promised to visit it every evening",
    ],
    ["the wind", "there was a hole in the wall, and every night the wind pulled them through", "they closed the hole"],
    [
      "a mouse with seven children",
      "she needed them for the little beds of her children",
      "they made seven little beds for her",
    ],
    [
      "old {f}, who walked in {f.his} sleep",
      "{f.he} had carried them to the attic every night and knew nothing about it",
      "they put a bell on the door, and {f} slept in bed ever after",
    ],
  ]);
  t.set("culprit", because[0]);
  t.set(
    "innocent",
    ...["dog", "fox", "cat", "stranger"].filter(
      (k) => k !== t.heroKind.name && k !== (t.slots.f as { kind: string }).kind,
    ),
  );
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, strange things began to happen {around}. The {gone} were gone.",
    '{oneday}, {f}, {f.a}, came running. "My {gone} are gone!" cried {f}. "All of them!"',
  );
  t.tell("the next morning more {gone} were missing, and nobody knew who had taken them.");
  t.tell('"it was the {innocent}!" said some. The {innocent} said, "No, it was not me!" But nobody believed that.');
  t.say("h", "[I do not think so. I will find out.|One must not say that without knowing.|Let me look first.]");
  t.turn();
  t.tell(
    "{h} looked at everything. On the ground there was [a feather|a bit of grey thread|a tiny hole|some flour].",
    "{h} asked many questions and wrote down the answers.",
  );
  t.tell("that night {h} did not go to bed. {h.he} hid behind [a barrel|the curtain|a bush] and waited.");
  if (!because[0].startsWith("old")) t.maybe(0.6, "{f} wanted to wait too, but soon {f.he} fell asleep.");
  t.tell("the clock struck ten, and eleven, and twelve. Then something moved.");
  t.tell("it was {culprit}! {h} followed without a sound and saw everything.");
  t.tell(`now {h} understood: ${because[1]}.`);
  t.turn();
  t.tell(`in the morning {h} told the others. Nobody was angry any more, and ${because[2]}.`);
  t.tell(
    "and all of them said sorry to the {innocent}.",
    "then they went to the {innocent} and asked to be forgiven. The {innocent} got the biggest piece of cake.",
  );
  lesson(t, "one should know before one speaks", "there is a reason for everything, if one looks");
  happyAlone(t);
  t.ask("what was missing?", "the {gone}.")
    .ask("who had taken the {gone}?", "{culprit}.")
    .ask("who found out?", "{h} the {h.kind}.")
    .ask("whom did they blame at first?", "the {innocent}.");
  t.about(
    "who took the {gone}?",
    "{h.a} who solved a mystery",
    "the {gone} were gone, and many blamed the {innocent}. {h} the {h.kind} watched at night and found out that it was {culprit}.",
  );
}

/** One small thing is traded for another, and another, until something unlooked-for comes of it. */
export function trades(t: Teller): void {
  t.hero();
  t.place("p", (n) => ["market", "harbour", "castle", "old mill", "windmill"].includes(n));
  const start = t.dice.pick(["a button", "a nail", "an old spoon", "a red thread", "a feather", "a potato"]);
  const chain = t.dice.some(
    ["a fish", "a pair of shoes", "a bag of flour", "a lamp", "a hen", "a fine hat", "a barrel", "a warm blanket"],
    3,
  );
  const people = t.dice.some(
    ["a fisherman", "a tailor", "a miller", "an old woman", "a soldier", "a singer", "a painter", "a shepherd"],
    3,
  );
  const last = t.dice.pick([
    [
      "a small child who was shivering with cold",
      "a smile and a song",
      "the song was so beautiful that {h} sang it every day, and soon everyone came to hear it",
    ],
    [
      "a poor man who had nothing to eat",
      "his thanks",
      "the man turned out to be the king in old clothes, and he made {h} his friend",
    ],
    ["a girl with a basket of puppies", "the smallest puppy", "the puppy became the best friend {h} ever had"],
    ["a sailor", "a place on his ship", "{h} saw the whole wide world and came home with a hundred stories"],
  ]);
  t.set("start", start);
  t.set("got", last[1]);
  opening(t);
  t.turn();
  t.tell(
    "{h} had nothing in {h.his} pocket but {start}. With it, {oneday}, {h.he} went {p.to}.",
    "{oneday}, {h} found {start} and put it into {h.his} pocket. Then {h.he} went {p.to}.",
  );
  t.detail(0.3);
  let have = start;
  for (let i = 0; i < 3; i++) {
    const who = people[i];
    const name = who.replace(/^an? /, "the ");
    t.tell(
      `${i === 0 ? "on the way" : i === 1 ? "then" : "a little later"} {h} met ${who}. "${cap(have.replace(/^an? /, "that "))} is just what I need," said ${name}. "I will give you ${chain[i]} for it."`,
      `${i === 0 ? "soon" : i === 1 ? "next" : "after that"} {h} came to ${who}, who needed ${have}. "Here, take ${chain[i]} for it," said ${name}.`,
    );
    t.tell("{h} said yes.", "{h} thought about it and agreed.", `so {h} got ${chain[i]}.`);
    have = chain[i];
  }
  t.turn();
  t.tell(
    `at last {h} came {p.to} with ${have}. There {h.he} saw ${last[0]}. {h} did not think about it for long and gave away ${have.replace(/^an? /, "the ")}.`,
  );
  t.tell(`what {h.he} got for it was ${last[1]}.`);
  t.tell('"that was a bad trade," said the people. {h} did not think so.', "{h} was quite happy with that.");
  t.tell(`and see: ${last[2]}.`);
  lesson(t, "what one gives with a good heart is never lost");
  t.ask("what did {h} have at first?", `${start}.`)
    .ask("what did {h} get for it?", `${chain[0]}.`)
    .ask("what did {h} get in the end?", `${last[1]}.`);
  t.about(
    `from ${start} to ${have}`,
    "{h.a} who traded one thing for another",
    `{h} the {h.kind} traded ${start} for ${chain[0]}, then for ${chain[1]}, then for ${chain[2]}, and gave that away for ${last[1]}.`,
  );
}

const cap = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A weak one outwits a strong one. */
export function outwit(t: Teller): void {
  t.hero(
    (k) =>
      [
        "rabbit",
        "mouse",
        "frog",
        "duck",
        "hedgehog",
        "goat",
        "girl",
        "boy",
        "squirrel",
        "turtle",
        "pig",
        "bird",
        "mole",
      ].includes(k.name),
    ["clever", "curious", "brave", "quiet", "cheerful"],
  );
  t.set("foe", "wolf", "troll", "tiger", "crocodile", "snake", "lynx");
  t.place("p", (n) => ["forest", "river", "mountain", "swamp", "bridge", "cave"].includes(n));
  opening(t);
  t.turn();
  t.tell("{oneday}, {h} was {p.in}, when a {foe} jumped out.", "{oneday}, on the way {p.to}, {h} met a hungry {foe}.");
  t.tell(
    '"now I will eat you!" said the {foe}, and opened its big mouth.',
    '"I have not eaten for three days," growled the {foe}. "You come just in time."',
  );
  t.tell("{h} was frightened. But {h.he} did not show it.", "{h.his} heart stood still. But {h.his} head did not.");
  const way = t.dice.pick(["fat brother", "reflection", "song", "riddle", "tooth", "sick"] as const);
  if (way === "fat brother") {
    t.say("h", "I am much too thin. Wait for my brother. He is three times as big.");
    t.tell("the {foe} was greedy and waited. It waited all day. Nobody came, because {h} had no brother.");
    t.set("trick", "{h.he} told the {foe} to wait for a bigger brother");
  } else if (way === "reflection") {
    t.say("h", "Another {foe} lives here, and it says that you are weak.");
    t.tell(
      '"where?" roared the {foe}. {h} led it to the well. The {foe} looked down and saw a {foe} with big teeth. It jumped in to fight, and there was a great splash.',
    );
    t.set("trick", "{h.he} showed the {foe} its own face in the well");
  } else if (way === "song") {
    t.say("h", "Let me sing my last song.");
    t.tell(
      '"sing, then," said the {foe}. {h} sang a slow, soft song, about warm sand and long sleep. The {foe} yawned. Its eyes closed. When it began to snore, {h} was far away.',
    );
    t.set("trick", "{h.he} sang the {foe} to sleep");
  } else if (way === "riddle") {
    t.say("h", "First answer a riddle. If you can, you may eat me. If you cannot, you must let me go.");
    t.tell('"ask," said the {foe}.');
    const r = t.dice.pick([
      ["What has a neck but no head?", "a bottle"],
      ["What gets wet while it dries?", "a towel"],
      ["What goes up and never comes down?", "your age"],
      ["What has teeth but cannot bite?", "a comb"],
      ["What runs but has no legs?", "a river"],
    ]);
    t.tell(`"${r[0]}" asked {h}.`);
    t.tell(
      `the {foe} thought and thought until smoke came out of its ears. At last it gave up. "It is ${r[1]}," said {h}, and walked away.`,
    );
    t.ask("what was the answer to the riddle?", `${r[1]}.`);
    t.set("trick", "{h.he} asked a riddle that the {foe} could not answer");
  } else if (way === "tooth") {
    t.tell("then {h} saw that one of its teeth was black.");
    t.say("h", "Does that tooth not hurt?", "asked");
    t.tell(
      '"day and night," said the {foe}, and a tear ran down its face. {h} tied a string to the tooth and pulled. Out it came! The {foe} was so happy that it forgot its hunger and danced.',
    );
    t.set("trick", "{h.he} pulled out a tooth that hurt");
  } else {
    t.say("h", "You can eat me. But I have eaten a green mushroom, and my belly hurts so much!");
    t.tell('the {foe} took a step back. "A green mushroom? Then you are poison! Go away, go away!" And it ran off.');
    t.set("trick", "{h.he} said that {h.he} had eaten a bad mushroom");
  }
  t.turn();
  t.tell(
    "{h} ran home and locked the door. Then {h.he} had to laugh.",
    "at home {h} told everyone, and they laughed until they cried.",
    "since that day the {foe} has been very polite to {h}.",
  );
  lesson(t, "a clever head is better than big teeth", "fear is no reason to stop thinking");
  happyAlone(t);
  t.ask("whom did {h} meet?", "a {foe}.").ask("how did {h} get away?", "{trick}.");
  t.about(
    "{h} and the {foe}",
    "{h.a} who was cleverer than a {foe}",
    "a {foe} wanted to eat {h} the {h.kind}. But {h} was clever: {trick}.",
  );
}

/** A warning that nobody believes; the storm (flood, snow) comes. */
export function warning(t: Teller): void {
  t.hero(undefined, ["quiet", "careful", "shy", "clever", "curious", "brave"]);
  t.cast("f");
  const danger = t.dice.pick([
    [
      "a great storm",
      "the swallows were flying low, and the air was yellow",
      "tied down the roofs and brought the animals in",
      "the wind took three trees, but no roof",
    ],
    [
      "a flood",
      "the river was brown, and it was higher than the old stone",
      "carried everything up the hill",
      "the water came up to the windows, but the houses were empty",
    ],
    [
      "a long snow",
      "the squirrels were gathering twice as much as in other years",
      "chopped wood and baked bread for a month",
      "snow lay up to the roofs, but everyone was warm and had enough to eat",
    ],
    [
      "a fire in the wood",
      "there was a thin smoke behind the hill",
      "carried water from the lake and dug a ditch",
      "the fire came as far as the ditch and no farther",
    ],
  ] as const);
  t.set("danger", danger[0]);
  t.set("sign", danger[1]);
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {h} saw something that the others did not see: {sign}.",
    "{oneday}, {h} looked around and stopped. {sign}.",
  );
  t.say("h", "[There will be {danger}!|We must get ready. {danger} is coming.]", "[said|called]");
  t.tell(
    'but the others only laughed. "You and your ideas!" they said.',
    'nobody listened. "The sky is blue," they said and went on with their work.',
  );
  t.tell("only {f}, {f.a}, did not laugh.");
  t.say("f", "[Show me what you have seen.|How do you know?]");
  t.tell('{h} showed {f} everything. {f} grew pale. "You are right," said {f}.');
  t.turn();
  const loud = t.dice.chance(0.5);
  if (loud)
    t.tell(
      "{f} had the loudest voice {around}. {f} climbed on a barrel and shouted until everybody came.",
      "{f} rang the big bell, and everyone came running.",
    );
  else t.tell("{h} and {f} went from door to door, and this time they did not go away until somebody listened.");
  t.tell(`then all of them worked together. they ${danger[2]}.`);
  t.tell(`in the night it came. ${danger[3]}.`);
  t.turn();
  t.tell(
    'in the morning the eldest came to {h}. "We laughed at you," she said, "and you saved us all."',
    "the next day nobody laughed at {h}. Everyone wanted to shake {h.his} hand.",
  );
  lesson(t, "one should listen even to a small voice", "those who look closely see more");
  happyTogether(t);
  t.ask("what did {h} see?", "{sign}.")
    .ask("who believed {h}?", "{f} the {f.kind}.")
    .ask("what came in the night?", "{danger}.");
  t.about(
    "{danger}",
    "{h.a} who warned the others",
    "{h} the {h.kind} saw that {danger} was coming. At first only {f} believed {h.him}, but then all of them worked together and were safe.",
  );
}

/** An egg or a young one is found and cared for, and must be let go. */
export function foundling(t: Teller): void {
  t.hero((k) => !["king", "queen"].includes(k.name));
  const young = t.dice.pick([
    ["a blue egg", "a tiny bird", "flew", "fly"],
    ["a big green egg", "a small dragon", "flew", "fly"],
    ["a wet little seal", "the seal", "swam", "swim"],
    ["a round white egg", "a small turtle", "swam", "swim"],
    ["a young deer without its mother", "the deer", "ran", "run"],
    ["a fallen nest with one egg", "a tiny owl", "flew", "fly"],
  ] as const);
  const egg = young[0].includes("egg");
  t.set("found", young[0]);
  t.set("young", young[1]);
  t.set("pet", "Dot", "Bean", "Button", "Pebble", "Snow", "Clover", "Sunny", "Spot");
  t.place("p", (n) =>
    (young[3] === "swim" ? ["lake", "beach", "river"] : ["forest", "meadow", "mountain", "hill"]).includes(n),
  );
  opening(t);
  t.turn();
  t.tell("{oneday}, {h} found {found} {p.in}.", "{oneday}, {h.he} walked {p.to}, and there {h.he} saw {found}.");
  t.tell(
    egg
      ? "{h} looked around. Nobody was there to keep it warm. So {h.he} took it home and put it beside the stove."
      : "it was all alone and cried softly. {h} waited, but no mother came. So {h.he} took it home and gave it milk.",
  );
  if (egg)
    t.tell(
      "on the third day there was a crack, and out came {young}!",
      "one night {h} heard a soft tap, tap, tap. The egg opened, and {young} looked at {h.him}.",
    );
  t.tell("{h} called it {pet}.", '"I will call you {pet}," said {h}.');
  t.tell(
    "{pet} followed {h} everywhere and slept at {h.his} feet.",
    "{h} fed {pet} five times a day and hardly slept.",
    "{h} taught {pet} everything {h.he} knew.",
  );
  t.turn();
  t.tell(
    "{pet} grew. The house became too small. And more and more often {pet} stood at the window and looked out.",
    "weeks went by. {pet} grew strong, and in the evening {pet} looked out into the world and was quiet.",
  );
  t.tell("{h} understood. {h.his} throat was tight.", "{h} knew what that meant, and it made {h.him} sad.");
  t.say(
    "h",
    `[You want to ${young[3]}, out there with the others.|You are not made for a house.|It is time for you to go.]`,
    "[said|whispered]",
  );
  t.tell("{h} carried {pet} {p.to}, back to where they had met.", "so they went {p.to} together, one last time.");
  t.tell(`{pet} looked at {h} once more, and then {pet} ${young[2]} away, far and farther.`);
  t.tell("the house was very still that evening.", "{h} stood there and waved for a long time.");
  t.turn();
  t.tell(
    "but in the next spring there was a sound at the door. It was {pet}, and {pet} was not alone!",
    "and every year, on the same day, {pet} comes back, and {h} puts the milk on the table.",
    "sometimes, when {h} goes {p.to}, there is a call that {h.he} knows. Then {h} calls back.",
  );
  lesson(t, "to love someone can mean to let them go");
  t.ask("what did {h} find?", "{found}.")
    .ask("what was it called?", "{pet}.")
    .ask("why did {h} let {pet} go?", "because {pet} was not made for a house.")
    .ask("where did {h} find it?", "{p.in}.");
  t.about(
    `{pet}`,
    `{h.a} who found ${young[0]}`,
    "{h} the {h.kind} found {found} {p.in} and cared for it. {h.he} called it {pet}, and when it was big, {h} let it go.",
  );
}

/** Two change places for a day, each sure that the other has it easier. */
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

/** A machine or a strange plan: it fails, then works for something else. */
export function invention(t: Teller): void {
  t.hero(
    (k) =>
      [
        "robot",
        "girl",
        "boy",
        "mouse",
        "beaver",
        "wizard",
        "owl",
        "monkey",
        "badger",
        "rabbit",
        "giant",
        "fox",
      ].includes(k.name),
    ["clever", "curious", "stubborn", "cheerful", "forgetful", "impatient"],
  );
  t.cast("f");
  const plan = t.dice.pick([
    ["a machine that washes dishes", "it threw the plates against the wall", "shaking the apples from the trees"],
    ["a flying chair", "it hopped twice and fell over", "jumping over the river like a frog"],
    ["a machine that makes sunshine", "it only made smoke and a strange smell", "keeping the flies away from the cows"],
    ["a shoe that ties itself", "it tied itself to the table", "tying up the sacks of the miller"],
    ["a lamp that never goes out", "it was so bright that nobody could sleep", "showing the ships the way at night"],
    ["a hat that tells the time", "it rang every minute, day and night", "waking the baker, who could never get up"],
    [
      "a broom that sweeps alone",
      "it swept the cat out of the house, and the chairs too",
      "clearing the snow from the streets",
    ],
  ] as const);
  t.set("plan", plan[0]);
  t.set("used", plan[2]);
  opening(t);
  t.tell("{h} liked to build things.", "in {h.his} shed there were wheels, ropes, springs and a hundred screws.");
  t.turn();
  t.tell('{oneday}, {h} had an idea. "I will build {plan}!" {h.he} said.');
  t.say("f", "[That will never work.|Nobody has ever done that.|Are you sure?]");
  t.tell(
    `{f} was {f.a} and lived next door. {h} worked for three days and three nights. Then {h.he} pulled the lever, and ${plan[1]}.`,
  );
  t.tell("everyone laughed, and {f} laughed too.", "{h} pulled the lever again, quickly, and then it was quiet.");
  t.say("h", "[It was a bad idea.|All that work for nothing!]", "[sighed|said]");
  t.turn();
  t.tell(
    "{h} wanted to throw it away. But {f} walked around it and scratched {f.his} head.",
    "the next day {f} came back. {f} had thought about it all night.",
  );
  t.say(
    "f",
    "[It is not good for that. But what about {used}?|Maybe it is good for something else. What about {used}?]",
  );
  t.tell(
    "{h} looked at {f}. Then {h} laughed. They carried it out and tried it. It worked!",
    "they tried it that same afternoon, and it worked better than anyone had thought.",
  );
  t.tell(
    "soon everybody wanted one.",
    "the people came from far away to see it.",
    "and everyone who had laughed came to say thank you.",
  );
  lesson(t, "something that fails may be good for something else", "one has to look at a thing from two sides");
  happyTogether(t);
  t.ask("what did {h} want to build?", "{plan}.")
    .ask("who had the good idea?", "{f} the {f.kind}.")
    .ask("what was it good for?", "{used}.");
  t.about(
    "the strange machine",
    `{h.a} who built ${plan[0]}`,
    "{h} the {h.kind} built {plan}, and it failed. {f} found out that it was good for {used}.",
  );
}

/** Something in the sky is wanted: the moon, a star, a cloud. */
export function sky(t: Teller): void {
  t.hero(undefined, ["curious", "lonely", "quiet", "stubborn", "cheerful", "playful"]);
  const needed = neededAbility(t);
  t.castAble("k", needed);
  const want = t.dice.pick([
    [
      "the moon",
      "it is too far away, but it comes down to the lake every night. Look!",
      "the moon lay on the water, round and bright, so close that {h} could touch it",
    ],
    [
      "a star",
      "stars do not live in pockets. But there are stars in the grass too.",
      "a hundred fireflies rose out of the grass",
    ],
    [
      "a cloud",
      "stay here until morning.",
      "in the morning a cloud came down the hill and took {h} in its soft white arms",
    ],
    [
      "the rainbow",
      "nobody can hold it. But there is a waterfall.",
      "in the spray of the waterfall there stood a rainbow, just as big as {h}",
    ],
    [
      "the sun",
      "it would burn your hands. But taste this.",
      "the peach was as warm and golden as the sun, and it tasted of the whole summer",
    ],
  ] as const);
  t.set("want", want[0]);
  opening(t);
  t.turn();
  t.tell(
    '{oneday}, {h} looked up and saw {want}. "I want to have it," {h.he} said.',
    "{h} had only one wish: {h.he} wanted to have {want}.",
  );
  t.say("h", "[I will go and get it.|If nobody brings it to me, I will fetch it.]");
  t.tell(
    "{h.he} climbed on a chair, then on the table, then on the roof. It was still too far away.",
    "{h.he} asked everyone how to get there. They only shook their heads.",
  );
  t.turn();
  t.tell("so {h.he} set out. After a day {h.he} met {k}, {k.intro}.");
  t.say("k", "Where are you going?", "asked");
  t.say("h", "I want to have {want}.");
  t.tell('{k} did not laugh. "I know somebody who can help you," said {k}. "I will take you there."');
  obstacle(t, needed);
  t.turn();
  t.tell(
    "at the end of the world, or very near to it, there lived an old, old [tortoise|woman|heron]. {h} asked for {want}.",
  );
  t.tell(`the answer was: "${cap(want[1])}"`);
  t.tell(`{h} did not understand. But then {h.he} saw it: ${want[2]}.`);
  t.tell(
    "{h} sat there and was quiet for a long time. {k} sat beside {h.him}.",
    '"it is beautiful," whispered {h}. "And now you both have it," said the old voice.',
  );
  t.turn();
  t.tell("on the way home {h} did not wish for anything any more.", "when they came home, {h} looked up and waved.");
  lesson(t, "not everything has to be owned", "beautiful things belong to everyone who looks at them");
  t.slots.f = t.slots.k;
  happyTogether(t);
  t.ask("what did {h} want to have?", "{want}.")
    .ask("who went with {h}?", "{k} the {k.kind}.")
    .ask("what was in the way?", "{obstacle}.");
  t.about(
    "{h} and {want}",
    "{h.a} who wanted to have {want}",
    "{h} the {h.kind} wanted to have {want}. With {k} the {k.kind} {h.he} went far away and learned that one can love it without owning it.",
  );
}
