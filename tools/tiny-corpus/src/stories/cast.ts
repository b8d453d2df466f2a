/**
 * Who the stories are about: kinds of creatures with what they can do, names with their pronouns, traits.
 * @module
 */

import { withArticle } from "../grammar.ts";
import type { Dice } from "../random.ts";

export type Ability = "swim" | "fly" | "climb" | "dig" | "carry" | "see" | "build" | "smell" | "squeeze" | "jump";

export interface Kind {
  name: string;
  can: readonly Ability[];
  /** Where it lives, as a key of `places`. */
  home: readonly string[];
  eats: readonly string[];
  /** What it is like to look at. */
  looks: readonly string[];
  /** How common it is as the main character. */
  hero: number;
}

const woods = ["forest", "wood", "hollow tree", "hill"];
const water = ["pond", "river", "lake"];
const town = ["village", "town", "little house", "cottage"];

const known: readonly Kind[] = [
  {
    name: "fox",
    can: ["smell", "jump"],
    home: ["den", ...woods],
    eats: ["berries", "eggs"],
    looks: ["red", "bushy tail"],
    hero: 4,
  },
  {
    name: "rabbit",
    can: ["dig", "jump", "squeeze"],
    home: ["burrow", "meadow", "hill"],
    eats: ["carrots", "clover"],
    looks: ["long ears", "white tail"],
    hero: 5,
  },
  {
    name: "bear",
    can: ["carry", "smell", "climb"],
    home: ["cave", "forest", "mountain"],
    eats: ["honey", "fish", "berries"],
    looks: ["brown fur", "big paws"],
    hero: 4,
  },
  {
    name: "mouse",
    can: ["squeeze", "climb"],
    home: ["barn", "cottage", "old mill"],
    eats: ["cheese", "crumbs", "seeds"],
    looks: ["tiny nose", "thin tail"],
    hero: 5,
  },
  {
    name: "cat",
    can: ["climb", "see", "jump"],
    home: town,
    eats: ["fish", "milk"],
    looks: ["soft fur", "green eyes"],
    hero: 4,
  },
  {
    name: "dog",
    can: ["smell", "dig", "swim"],
    home: [...town, "farm"],
    eats: ["bones", "bread"],
    looks: ["floppy ears", "wet nose"],
    hero: 4,
  },
  { name: "frog", can: ["swim", "jump"], home: water, eats: ["flies"], looks: ["green skin", "long legs"], hero: 3 },
  {
    name: "duck",
    can: ["swim", "fly"],
    home: [...water, "farm"],
    eats: ["bread", "weeds"],
    looks: ["yellow beak", "flat feet"],
    hero: 3,
  },
  {
    name: "owl",
    can: ["fly", "see"],
    home: ["hollow tree", "forest", "old tower"],
    eats: ["seeds"],
    looks: ["round eyes", "grey feathers"],
    hero: 3,
  },
  {
    name: "squirrel",
    can: ["climb", "jump"],
    home: ["hollow tree", "forest", "wood"],
    eats: ["nuts", "acorns"],
    looks: ["bushy tail", "quick feet"],
    hero: 4,
  },
  {
    name: "hedgehog",
    can: ["squeeze", "smell"],
    home: ["garden", "wood", "hollow tree"],
    eats: ["apples", "berries"],
    looks: ["sharp spines", "small nose"],
    hero: 4,
  },
  {
    name: "beaver",
    can: ["swim", "build", "carry"],
    home: ["river", "lake"],
    eats: ["leaves", "bark"],
    looks: ["flat tail", "strong teeth"],
    hero: 2,
  },
  {
    name: "otter",
    can: ["swim"],
    home: ["river", "lake"],
    eats: ["fish"],
    looks: ["wet fur", "long whiskers"],
    hero: 3,
  },
  {
    name: "turtle",
    can: ["swim"],
    home: ["pond", "lake", "beach"],
    eats: ["leaves", "berries"],
    looks: ["hard shell", "slow legs"],
    hero: 3,
  },
  {
    name: "badger",
    can: ["dig", "carry"],
    home: ["burrow", "wood", "hill"],
    eats: ["roots", "apples"],
    looks: ["striped face", "strong claws"],
    hero: 2,
  },
  {
    name: "mole",
    can: ["dig", "squeeze"],
    home: ["burrow", "garden", "meadow"],
    eats: ["roots", "seeds"],
    looks: ["soft black fur", "tiny eyes"],
    hero: 2,
  },
  {
    name: "goat",
    can: ["climb", "jump"],
    home: ["mountain", "hill", "farm"],
    eats: ["grass", "leaves"],
    looks: ["little horns", "white beard"],
    hero: 2,
  },
  {
    name: "pig",
    can: ["smell", "dig"],
    home: ["farm", "barn"],
    eats: ["apples", "turnips"],
    looks: ["pink nose", "curly tail"],
    hero: 2,
  },
  {
    name: "horse",
    can: ["carry", "jump"],
    home: ["farm", "barn", "meadow"],
    eats: ["hay", "apples"],
    looks: ["brown mane", "long legs"],
    hero: 2,
  },
  {
    name: "elephant",
    can: ["carry"],
    home: ["jungle", "river"],
    eats: ["leaves", "bananas"],
    looks: ["big ears", "long trunk"],
    hero: 3,
  },
  {
    name: "monkey",
    can: ["climb", "jump"],
    home: ["jungle"],
    eats: ["bananas", "nuts"],
    looks: ["long arms", "curly tail"],
    hero: 2,
  },
  {
    name: "penguin",
    can: ["swim"],
    home: ["cold island", "beach"],
    eats: ["fish"],
    looks: ["black wings", "white belly"],
    hero: 2,
  },
  {
    name: "dragon",
    can: ["fly", "carry"],
    home: ["cave", "mountain", "old tower"],
    eats: ["pepper", "bread"],
    looks: ["green wings", "shiny scales"],
    hero: 4,
  },
  {
    name: "robot",
    can: ["carry", "build", "see"],
    home: ["town", "workshop", "old tower"],
    eats: ["oil"],
    looks: ["metal arms", "blue lights"],
    hero: 3,
  },
  {
    name: "crow",
    can: ["fly", "see"],
    home: ["old tower", "forest", "barn"],
    eats: ["seeds", "bread"],
    looks: ["black feathers", "sharp beak"],
    hero: 2,
  },
  {
    name: "bird",
    can: ["fly"],
    home: ["hollow tree", "garden", "forest"],
    eats: ["seeds", "berries"],
    looks: ["blue feathers", "small wings"],
    hero: 3,
  },
  {
    name: "girl",
    can: ["climb", "build"],
    home: town,
    eats: ["soup", "bread", "pancakes"],
    looks: ["brown hair", "red boots"],
    hero: 9,
  },
  {
    name: "boy",
    can: ["climb", "build"],
    home: town,
    eats: ["soup", "bread", "pancakes"],
    looks: ["black hair", "blue boots"],
    hero: 9,
  },
  {
    name: "farmer",
    can: ["carry", "dig", "build"],
    home: ["farm"],
    eats: ["soup", "bread"],
    looks: ["straw hat", "old boots"],
    hero: 1,
  },
  {
    name: "baker",
    can: ["carry"],
    home: ["village", "town"],
    eats: ["bread", "cake"],
    looks: ["white apron", "warm hands"],
    hero: 1,
  },
  {
    name: "princess",
    can: ["climb"],
    home: ["castle"],
    eats: ["cake", "pears"],
    looks: ["silver crown", "green dress"],
    hero: 2,
  },
  {
    name: "prince",
    can: ["climb"],
    home: ["castle"],
    eats: ["cake", "pears"],
    looks: ["gold crown", "red coat"],
    hero: 2,
  },
  {
    name: "king",
    can: ["see"],
    home: ["castle"],
    eats: ["cake", "soup"],
    looks: ["gold crown", "long beard"],
    hero: 1,
  },
  {
    name: "queen",
    can: ["see"],
    home: ["castle"],
    eats: ["cake", "soup"],
    looks: ["gold crown", "blue dress"],
    hero: 1,
  },
  {
    name: "giant",
    can: ["carry", "build"],
    home: ["mountain", "cave"],
    eats: ["soup", "bread"],
    looks: ["huge hands", "big boots"],
    hero: 1,
  },
  {
    name: "wizard",
    can: ["see"],
    home: ["old tower", "castle"],
    eats: ["soup", "pears"],
    looks: ["tall hat", "grey beard"],
    hero: 1,
  },
];

/** Rare heroes: seldom enough that a model has to copy the word rather than know the animal. */
const rareNames =
  "unicorn kangaroo snail spider giraffe hamster pirate witch fairy knight ghost camel zebra tiger lion swan stork raven lizard crab beetle bee butterfly pony donkey hen goose gnome troll mermaid snowman clown sailor shepherd panda koala parrot lamb wolf ant";
const rare: readonly Kind[] = rareNames.split(" ").map((name) => ({
  name,
  can: [],
  home: ["forest", "village", "meadow", "little house", "hill"],
  eats: ["berries", "bread", "soup"],
  looks: ["kind eyes", "quick feet", "a funny nose", "a loud laugh"].map((look) => look.replace(/^a /, "")),
  hero: 0.3,
}));

export const kinds: readonly Kind[] = [...known, ...rare];

const male = (
  "Pip Tom Ben Max Sam Leo Finn Oscar Hugo Felix Milo Otto Rolf Theo Jack Noah Bruno Gus Basil Arlo Jonas Karl Emil Toby Rusty Barney Ned " +
  "Walter Henry Oliver Paul Simon Tim Victor Will Zeb Dan Eli Fred George"
).split(" ");
const female = (
  "Mia Lily Anna Rosa Nora Ella Ruby Daisy Poppy Luna Clara Emma Ivy Hazel Greta Molly Tilly Penny Bella Olive Wanda Flora Sofia Zoe Lucy Maya Nina " +
  "Dora Edith Fern Gwen Heidi Iris Jane Kate Lena Mabel Nell Pearl Sally"
).split(" ");
/** Rare names, for the same reason. */
const rareMale = (
  "Adam Albert Alex Alfred Andrew Anton Arthur Bert Bill Bob Carl Charlie Chris Christopher Conrad Daniel David Dennis Diego Edgar Edward Elias Ethan Frank Gabriel Gilbert Gregory Harry Ivan Jacob James Jasper Jim Joe John Jonathan Joseph Julian " +
  "Kevin Liam Louis Lucas Luke Marco Mark Martin Mason Mateo Matthew Michael Mohammed Nathan Nicholas Nico Omar Otis Owen Pablo Patrick Pedro Peter Philip Quentin Ralph Raymond Richard Robert Robin Rocky Roger Roman Ryan Samuel Scott Sebastian Stefan Steve Ted Thomas Tony Ulrich Vincent William Winston Xavier Yusuf Zack"
).split(" ");
const rareFemale = (
  "Abigail Ada Agnes Alice Amanda Amelia Amy Angela Anita Annie April Aurora Ava Barbara Beatrice Betty Bonnie Bridget Camila Carla Carmen Caroline Cecilia Charlotte Chloe Christina Claire Daphne Diana Dorothy Eleanor Elena Elisa Elizabeth Emily Esther Eva Evelyn Fatima Fiona Florence Frida Gloria Grace Hannah Harriet Helen " +
  "Ida Ingrid Irene Isabella Jasmine Jenny Jessica Joan Josephine Joy Julia June Karen Katie Kim Laura Layla Leah Leila Lisa Lola Lotte Louise Lydia Magda Margaret Maria Marie Martha Mary Matilda Melanie Mila Nancy Nicole Nora Olga Olivia Pamela Patricia Paula Pia Rachel Rebecca Rita Rosie Roxy Sandra Sara Sarah Selma Sophie Stella Sue Susan Sylvia Tanja Tessa Thea Tina Uma Ursula Vera Victoria Violet Yara Yvonne Zelda"
).split(" ");
export const names = { male, female };

export const femaleNames: ReadonlySet<string> = new Set([...female, ...rareFemale]);
export const allNames: readonly string[] = [...male, ...rareMale, ...female, ...rareFemale];

/** A name, one in six times a rare one. */
export function anyName(dice: Dice, isFemale: boolean): string {
  const rare = dice.chance(1 / 6);
  return dice.pick(isFemale ? (rare ? rareFemale : female) : rare ? rareMale : male);
}

const alwaysMale = new Set(["boy", "prince", "king", "wizard", "knight", "snowman"]);
const alwaysFemale = new Set(["girl", "princess", "queen", "witch", "fairy", "mermaid", "hen"]);

export interface Trait {
  adjective: string;
  /** A sentence about `{h}` that shows it. */
  shown: string;
}

export const traits: readonly Trait[] = [
  {
    adjective: "curious",
    shown:
      "[{h.he} always wanted to know why|{h.he} asked questions all day long|if there was a closed box, {h.he} had to open it].",
  },
  {
    adjective: "shy",
    shown:
      "[{h.he} was too shy to talk to strangers|{h.he} often hid behind a tree when someone came|{h.his} voice was so quiet that few had heard it].",
  },
  {
    adjective: "brave",
    shown:
      "[{h.he} was not afraid of anything, not even of thunder|when others ran away, {h.he} stayed|{h.he} liked to go where nobody had been].",
  },
  {
    adjective: "kind",
    shown:
      "[{h.he} never walked past anyone who was sad|{h.he} shared everything {h.he} had|{h.he} had a kind word for everyone].",
  },
  {
    adjective: "lazy",
    shown:
      '[{h.he} liked to sleep until noon|{h.he} liked to lie in the sun while others worked|"I will do it tomorrow" was what {h.he} said most].',
  },
  {
    adjective: "proud",
    shown:
      "[{h.he} thought that nobody was as clever as {h.he} was|{h.he} never asked anyone for help|{h.he} liked to hear how great {h.he} was].",
  },
  {
    adjective: "clever",
    shown:
      "[{h.he} had a new idea every day|when something was broken, {h.he} found a way to mend it|{h.he} could solve every riddle].",
  },
  {
    adjective: "forgetful",
    shown:
      "[{h.he} forgot nearly everything|{h.he} often put on two different socks|{h.he} could never remember where things were].",
  },
  {
    adjective: "careful",
    shown:
      "[{h.he} looked twice before every step|{h.he} always closed the door and counted {h.his} things|{h.he} did everything slowly and well].",
  },
  {
    adjective: "cheerful",
    shown:
      "[{h.he} sang from morning to night|{h.he} could laugh even when it rained|{h.he} woke up with a smile every day].",
  },
  {
    adjective: "lonely",
    shown:
      "[{h.he} had nobody to play with|{h.he} ate {h.his} supper alone every evening|{h.he} wished for a friend every night].",
  },
  {
    adjective: "impatient",
    shown: "[{h.he} hated to wait|{h.he} wanted everything at once|five minutes were far too long for {h.him}].",
  },
  {
    adjective: "quiet",
    shown:
      "[{h.he} did not say much, but {h.he} saw everything|{h.he} liked to sit still and listen to the wind|{h.he} spoke only when it mattered].",
  },
  {
    adjective: "stubborn",
    shown:
      '[when {h.he} had made up {h.his} mind, nothing could change it|{h.he} never gave up|"no" was {h.his} favourite word].',
  },
  {
    adjective: "greedy",
    shown:
      "[{h.he} always took the biggest piece|{h.he} wanted to have everything alone|however much {h.he} had, it was never enough].",
  },
  {
    adjective: "playful",
    shown: "[{h.he} made a game out of everything|{h.he} could not sit still|{h.he} knew more games than anyone].",
  },
];

export type Role = Readonly<Record<string, string>> & { "": string; he: string; kind: string };

/** The sides of a character that sentences need, under the names templates use. */
export function role(name: string, kind: string, female: boolean, adjective: string, trait: string): Role {
  return {
    "": name,
    he: female ? "she" : "he",
    him: female ? "her" : "him",
    his: female ? "her" : "his",
    hers: female ? "hers" : "his",
    himself: female ? "herself" : "himself",
    kind,
    the: `the ${kind}`,
    a: withArticle(kind),
    adjective,
    trait,
    intro: withArticle(`${adjective} ${kind}`),
    traited: withArticle(`${trait} ${kind}`),
  };
}

/** A new character of the given kind whose name is not `taken`. */
export function character(dice: Dice, kind: Kind, taken: ReadonlySet<string>, trait: Trait): Role {
  const female = alwaysFemale.has(kind.name) || (!alwaysMale.has(kind.name) && dice.chance(0.5));
  let name = anyName(dice, female);
  while (taken.has(name)) name = anyName(dice, female);
  const size =
    kind.name === "giant" || kind.name === "elephant" ? ["young", "big", "gentle"] : ["little", "small", "young"];
  return role(name, kind.name, female, dice.pick(size), trait.adjective);
}

export const kindNamed = (name: string): Kind => {
  const kind = kinds.find((k) => k.name === name);
  if (!kind) throw new RangeError(`cast: there is no kind "${name}".`);
  return kind;
};
