/**
 * Parts that many plots share: how a story begins, what stands in the way, how it ends.
 * @module
 */

import type { Ability } from "./cast.ts";
import type { Teller } from "./teller.ts";

/** Introduces the hero: who, where, what like. */
export function opening(t: Teller): void {
  t.tell(
    "once upon a time, there was {h.intro} named {h}. {h.he} lived {home.in}.",
    "once upon a time, there was {h.traited} named {h}, who lived {home.in}.",
    "once upon a time, {h.intro} named {h} lived {home.in}.",
    "there once was {h.traited} named {h}. {h.he} had {looks} and lived {home.in}.",
    "{h} was {h.traited} who lived {home.in}.",
    "in [a quiet|an old|a green] {home} there lived {h.intro} named {h}.",
    "long ago, {h.traited} named {h} lived {home.in}.",
    "far away, behind the [blue hills|seven hills|dark forest], lived {h.intro}. {h.his} name was {h}.",
    "this is the story of {h}, {h.intro} who lived {home.in}.",
    "{h} the {h.kind} lived {home.in}.",
    "there was once {h.intro} called {h}. {h.his} home was {home.in}.",
    "once there lived {h.traited} called {h} {home.in}.",
    "many years ago, {h.intro} named {h} lived {home.in}.",
    "{home.in} lived {h.traited}. everybody called {h.him} {h}.",
  );
  t.maybe(0.75, t.heroTrait.shown);
  t.maybe(
    0.3,
    "most of all, {h} liked [to sing|to look at the stars|to eat {meal}|to play in the rain|to tell stories|to take long walks].",
    "{h.he} had {looks}, and everyone knew {h.him}.",
    "for breakfast {h.he} ate {meal}, and for supper {h.he} ate {meal} again.",
  );
}

/** Introduces `{f}` as the hero's friend. */
export function friendship(t: Teller): void {
  t.tell(
    "{h.his} best friend was {f.a} named {f}.",
    "{h.he} had a friend, {f.a} named {f}.",
    "{f}, {f.intro}, was {h.his} best friend.",
    "next door lived {f}, {f.intro}. {h} and {f} were friends.",
    "[every day|every morning] {h.he} met {h.his} friend {f}, {f.a}.",
  );
  t.maybe(
    0.3,
    "the two did everything together.",
    "they had known each other for a long time.",
    "where one was, the other was never far.",
  );
}

interface Obstacle {
  id: string;
  needs: Ability;
  /** What is there. */
  scene: readonly string[];
  /** What the hero tries in vain. */
  fails: readonly string[];
  /** The hero can do it: `{h}` alone. */
  alone: readonly string[];
  /** `{k}` does it for both. */
  helped: readonly string[];
  /** No one can: a clever way with what lies about. */
  wit: readonly string[];
  season?: string;
}

export const obstacles: readonly Obstacle[] = [
  {
    id: "a wide river",
    needs: "swim",
    scene: [
      "soon {h} came to a wide river, and there was no bridge.",
      "then the path ended at a wide river. The water was deep and fast.",
      "after a while {h} stood in front of a wide river. The bridge had been washed away.",
    ],
    fails: [
      "{h} put one foot into the water and pulled it back at once. It was far too [cold|deep].",
      "{h} tried to walk through it, but the water pulled at {h.his} legs.",
    ],
    alone: [
      "but {h} could swim, as every {h.kind} can. {h.he} jumped in and swam to the other side.",
      "{h} was {h.a}, and a river does not stop {h.a}. {h.he} swam across.",
    ],
    helped: [
      '"Hold on to me," said {k}. {k} could swim, as every {k.kind} can, and pulled {h} across.',
      "{k} swam ahead and showed {h} where the water was low, so that {h.he} could walk across.",
      '"I can swim," said {k}. {k} took a rope across the river and tied it to a tree, and {h} held on to it and came over.',
    ],
    wit: [
      "{h} looked around. An old tree lay beside the water. {h.he} pushed it over the river and walked across, step by step.",
      "{h} tied some branches together and made a raft. Slowly {h.he} floated across.",
      "{h} threw big stones into the water, one after another, until {h.he} could step from stone to stone.",
    ],
  },
  {
    id: "a high wall",
    needs: "climb",
    scene: [
      "soon {h} came to a high wall. There was no door in it.",
      "then a high stone wall stood in the way.",
      "but there was a high wall, longer than {h} could see.",
    ],
    fails: [
      "{h} jumped as high as {h.he} could, but the wall was higher.",
      "{h} tried to push the stones, but not one of them moved.",
    ],
    alone: [
      "but {h} could climb, as every {h.kind} can. {h.he} found small holes between the stones and climbed over it.",
      "{h} climbed up on one side and down on the other.",
    ],
    helped: [
      '"I can climb it," said {k}. {k} climbed up, let down a rope, and pulled {h} over the wall.',
      '{k} climbed to the top and looked down. "There is a hole on the left, behind the bush," said {k}. {h} found it and crept through.',
    ],
    wit: [
      "{h} saw a cart and some boxes. {h.he} put one box on another, climbed up, and jumped down on the other side.",
      "{h} walked along the wall and felt every stone. At last one was loose. {h.he} pulled it out and crept through.",
    ],
  },
  {
    id: "a deep hole",
    needs: "fly",
    scene: [
      "soon the ground fell away. In front of {h} was a deep, dark valley, and the far side was [a long way off|hidden in fog].",
      "then {h} came to a deep hole in the ground, too wide for a jump.",
    ],
    fails: [
      "{h} threw a stone down and listened. It took a long time until it hit the ground.",
      "{h} took three steps back to jump, but then {h.his} courage left {h.him}.",
    ],
    alone: [
      "but {h} had wings. {h.he} spread them wide and flew to the other side.",
      "{h} could fly, so {h.he} flew across without looking down.",
    ],
    helped: [
      '"I have wings," said {k}. {k} flew across with one end of a rope and tied it to a rock, and {h} climbed along it to the other side.',
      '{k} flew up and saw a narrow path around it. "Follow me," said {k}, and {h} followed {k.him} to the other side.',
    ],
    wit: [
      "{h} found a fallen tree, long and straight. {h.he} pushed it until it lay across like a bridge.",
      "{h} looked for a long time. There were small steps in the rock, and {h.he} climbed down and up again.",
    ],
  },
  {
    id: "a great stone",
    needs: "carry",
    scene: [
      "soon {h} stopped. A great stone had rolled onto the path, and nobody could pass.",
      "then a great stone blocked the way.",
      "but a storm had thrown a heavy tree across the path, and there was no way around.",
    ],
    fails: [
      "{h} pushed until {h.his} arms hurt. It did not move at all.",
      "{h} pulled and pushed and grew very red in the face, but nothing happened.",
    ],
    alone: [
      "but {h} was strong, as every {h.kind} is. {h.he} put {h.his} back against it and rolled it aside.",
      "{h} took a deep breath, lifted it up and set it down beside the path.",
    ],
    helped: [
      '"Let me try," said {k}. {k} was strong, and with one push the way was free.',
      "{k} and {h} pushed together. {k} was as strong as ten, and slowly it rolled aside.",
    ],
    wit: [
      "{h} found a strong branch, put one end under it and pushed the other end down. Slowly it rolled aside.",
      "{h} dug away the earth on one side until it rolled down the hill by itself.",
    ],
  },
  {
    id: "the dark",
    needs: "see",
    scene: [
      "soon it grew so dark that {h} could not see {h.his} own nose.",
      "then thick fog came down, and {h} no longer knew where left and right were.",
      "the sun went down, and the path was lost in the dark.",
    ],
    fails: [
      "{h} walked a few steps and bumped into a tree.",
      "{h} walked on and on, and then stood at the very same tree again.",
    ],
    alone: [
      "but {h} could see in the dark, as every {h.kind} can. {h.he} walked on as if it were day.",
      "{h} opened {h.his} eyes wide. {h.he} needed no light and soon found the path.",
    ],
    helped: [
      '"I can see in the dark," said {k}. {k} went ahead, and {h} followed close behind.',
      '{k} had eyes for the night. "Left," said {k}, "and now right," and so {h} came through.',
    ],
    wit: [
      "{h} stood still and listened. Somewhere there was water, and water runs downhill. {h.he} followed the sound until {h.he} was out.",
      "{h} waited until the moon came out from behind the clouds. Then {h.he} saw the path.",
      "{h} found a star above the trees and walked towards it, and the star led {h.him} out.",
    ],
  },
  {
    id: "a locked gate",
    needs: "squeeze",
    scene: [
      "soon {h} came to an iron gate. It was locked.",
      "but the gate was locked, and the key hung on the other side.",
      "then there was a thick door with no handle, only a small hole at the bottom.",
    ],
    fails: ["{h} shook it and called, but nobody came.", "{h} knocked and waited, and knocked again. Nobody opened."],
    alone: [
      "but {h} was small. {h.he} made {h.himself} as thin as {h.he} could and crept under it.",
      "{h} was {h.a}, and small enough to creep through. In a moment {h.he} was on the other side.",
    ],
    helped: [
      '"I am small enough," said {k}. {k} crept under it and opened it from the other side.',
      "{k} crept through, took the key and opened it for {h}.",
    ],
    wit: [
      "{h} took a long stick, put it through and fished for the key. At the third try {h.he} had it.",
      "{h} looked under the mat. There lay a second key, as it so often does.",
    ],
  },
  {
    id: "a thorn hedge",
    needs: "dig",
    scene: [
      "soon {h} came to a hedge full of thorns. It was as thick as a house.",
      "then a hedge of thorns grew across the path.",
    ],
    fails: [
      "{h} tried to push through, but the thorns pulled {h.his} [hair|ears] and scratched {h.his} nose.",
      "{h} tried to find an end, but there was none.",
    ],
    alone: [
      "but {h} could dig, as every {h.kind} can. {h.he} dug a hole and came out on the other side with earth on {h.his} nose.",
      "{h} did not go through it and not over it. {h.he} dug a tunnel and went under it.",
    ],
    helped: [
      '"We will go under it," said {k}. {k} dug so fast that the earth flew, and soon there was a tunnel for {h}.',
      "{k} dug a tunnel, and {h} crept behind {k.him} to the other side.",
    ],
    wit: [
      "{h} took two flat boards, held the branches apart with them, and went through without a scratch.",
      "{h} put {h.his} coat over the thorns and climbed over it.",
    ],
  },
  {
    id: "an angry goose",
    needs: "jump",
    scene: [
      'on the path stood an angry goose. "Nobody comes past me!" it hissed.',
      "then a big goose with angry eyes stood in the way and beat its wings.",
    ],
    fails: ["{h} tried to run past, but the goose was quicker.", '"Please," said {h}, but the goose only hissed.'],
    alone: [
      "{h} ran, jumped high over the goose and was gone before it could turn its head.",
      "but {h} could jump, as every {h.kind} can. With one jump {h.he} was over it and away.",
    ],
    helped: [
      "{k} jumped left and right until the goose was quite dizzy, and {h} walked past.",
      '"Catch me!" called {k} and jumped away. The goose ran after {k.him}, and the way was free for {h}.',
    ],
    wit: [
      "{h} remembered the bread in {h.his} pocket and threw some crumbs. The goose forgot to be angry and ate, and {h} walked past.",
      '{h} bowed and said, "What a beautiful white coat you have!" The goose was so pleased that it stepped aside.',
      '{h} asked why it was so angry. "Someone stepped on my foot," said the goose. {h} said that {h.he} was sorry, and the goose let {h.him} pass.',
    ],
  },
  {
    id: "a storm",
    needs: "build",
    scene: [
      "then black clouds came up, and a storm broke loose. The rain fell like stones.",
      "suddenly there was thunder. The wind grew so strong that the trees bent.",
    ],
    fails: ["{h} ran on, but the wind pushed {h.him} back.", "{h} crept under a bush, but the rain came through."],
    alone: [
      "but {h} could build. {h.he} took branches and leaves and made a little roof, and sat dry under it until the storm was over.",
    ],
    helped: ['"Quick, take these branches," said {k}. {k} could build, and soon the two sat dry under a little roof.'],
    wit: [
      "{h} found a hollow tree and sat in it, dry and warm, until the storm was over.",
      "{h} saw a small cave and waited there. {h.he} counted to a hundred, three times, and then the sun came back.",
    ],
  },
  {
    id: "a lost track",
    needs: "smell",
    scene: [
      "then the path split into three, and there was no sign.",
      "soon there were so many paths that {h} did not know which one to take.",
    ],
    fails: [
      "{h} took the first one, and it ended in a swamp. {h.he} had to go all the way back.",
      "{h} closed {h.his} eyes and turned around three times, but that did not help.",
    ],
    alone: [
      "but {h} had a fine nose, as every {h.kind} has. {h.he} smelled at each path and knew at once which was the right one.",
    ],
    helped: [
      '"My nose will tell us," said {k}. {k} smelled at each path and took the one in the middle. It was the right one.',
    ],
    wit: [
      "{h} looked at the ground. Two paths were full of grass, but on the third there were fresh footprints. That was the one {h.he} took.",
      "{h} climbed on a rock and looked around. From up there it was easy to see which path was the right one.",
    ],
  },
];

/** The hero meets an obstacle and gets past it: alone if able, else with `{k}` if there is one (`before` brings {k} there), else by wit. */
export function obstacle(t: Teller, helper?: Ability, before?: () => void): void {
  const fitting = obstacles.filter((o) => helper === undefined || o.needs === helper);
  const it = t.dice.pick(fitting);
  t.tell(...it.scene);
  const able = t.heroKind.can.includes(it.needs);
  if (!able || helper !== undefined) t.maybe(0.7, ...it.fails);
  before?.();
  if (helper !== undefined) t.tell(...it.helped);
  else if (able) t.tell(...it.alone);
  else t.tell(...it.wit);
  t.slots.obstacle = it.id;
}

/** Abilities for which some obstacle exists that this hero cannot pass alone. */
export function neededAbility(t: Teller): Ability {
  return t.dice.pick(obstacles.filter((o) => !t.heroKind.can.includes(o.needs))).needs;
}

/** Last lines for two who are friends now. */
export function happyTogether(t: Teller): void {
  t.tell(
    "from that day on, {h} and {f} [were the best of friends|did everything together|were never apart for long].",
    "and when the stars came out, {h} and {f} were still laughing.",
    "that evening {h} and {f} ate [pancakes|warm soup|plum cake|berry jam] together, and it had never tasted so good.",
    "{h} and {f} often talked about that day, and they always had to laugh.",
    "and the two of them laughed and talked until the moon was high.",
    "when winter came, {h} and {f} sat by the fire and told the story again and again.",
    "{h} looked at {f} and smiled. it had been a good day.",
    '"you are my best friend," said {h}. "and you are mine," said {f}.',
  );
}

/** Last lines for the hero alone. */
export function happyAlone(t: Teller): void {
  t.tell(
    "that night {h} slept very well.",
    "{h} went to bed [tired|late] and happy.",
    "and when {h} fell asleep that night, {h.he} was smiling.",
    "{h} never forgot that day.",
    "{h} sat down in front of the door, looked at the stars and was happy.",
    "and that is the end of the story of {h} the {h.kind}.",
    "from that day on, everybody {around} knew the name of {h}.",
  );
}

/** A lesson, told now and then. */
export function lesson(t: Teller, ...lessons: string[]): void {
  if (t.dice.chance(0.6))
    t.tell(
      ...lessons.map(
        (l) => `[{h} had learned that|and {h} understood that|since then {h} knows that|so {h} learned that] ${l}.`,
      ),
    );
}
