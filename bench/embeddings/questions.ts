/**
 * Questions about the vocabulary of the King James Bible, written for this bench: every model answers the same ones.
 *
 * Analogies: in each class every ordered two of its pairs make a question, as in "man is to woman as king is to queen".
 * Groups: words of a kind; a model is good when the nearest neighbours of one are others of its group.
 * @module
 */

const pairs: Record<string, string> = {
  gender:
    "man woman, king queen, father mother, son daughter, brother sister, he she, his her, him her, sons daughters, manservant maidservant, ram ewe, prophet prophetess, men women, brethren sisters, menservants maidservants, husband wife, fathers mothers",
  plural:
    "hand hands, king kings, word words, eye eyes, son sons, day days, city cities, house houses, nation nations, servant servants, priest priests, stone stones, garment garments, mountain mountains, sheepfold sheepfolds, river rivers, sacrifice sacrifices, prince princes, ear ears, vessel vessels, horse horses, gate gates, tree trees, feast feasts, prophet prophets, year years, month months",
  past: "come came, go went, say said, see saw, give gave, take took, speak spake, know knew, eat ate, sit sat, stand stood, send sent, find found, bring brought, build built, dwell dwelt, smite smote, drink drank, fall fell, write wrote, arise arose, die died, call called, hear heard, make made, bear bare, pass passed, return returned",
  "third person":
    "come cometh, go goeth, say saith, see seeth, give giveth, take taketh, speak speaketh, know knoweth, eat eateth, sit sitteth, stand standeth, send sendeth, find findeth, bring bringeth, build buildeth, dwell dwelleth, smite smiteth, drink drinketh, fall falleth, hear heareth, make maketh, bear beareth, pass passeth, love loveth, hate hateth, walk walketh, keep keepeth",
  "second person":
    "have hast, shall shalt, will wilt, do doest, did didst, are art, were wast, may mayest, can canst, know knowest, say sayest, come comest, go goest, see seest, hear hearest, my thy, me thee, mine thine, i thou, myself thyself",
  numbers:
    "three third, four fourth, five fifth, six sixth, seven seventh, eight eighth, nine ninth, ten tenth, two second",
};

const groups: Record<string, string> = {
  tribes: "reuben simeon levi judah dan naphtali gad asher issachar zebulun manasseh ephraim benjamin",
  body: "hand foot eye ear mouth tongue lips teeth nose head arm leg neck knees fingers feet hands eyes ears shoulder loins belly breast cheek",
  metals: "gold silver brass iron tin lead copper steel",
  animals:
    "sheep goat ox ass camel horse lion bear wolf dog lamb ram bullock calf heifer kid goats oxen asses camels horses lions sheep mule swine leopard",
  birds: "eagle raven dove sparrow stork pelican owl cormorant swallow heron hawk ospray vulture kite cuckow",
  numbers:
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred thousand",
  kin: "father mother son daughter brother sister wife husband uncle brethren child children sons daughters",
  food: "bread wine oil flour honey milk butter corn wheat barley meat flesh fruit figs grapes raisins lentiles cheese",
  gems: "sardius topaz carbuncle emerald sapphire diamond ligure agate amethyst beryl onyx jasper chrysolite sardonyx",
  peoples:
    "hittites amorites canaanites perizzites hivites jebusites girgashites philistines moabites ammonites edomites amalekites midianites assyrians egyptians chaldeans syrians",
  trees: "cedar fir olive fig palm oak almond pomegranate vine myrtle pine box shittah sycomore",
  colours: "blue purple scarlet white black red green crimson yellow",
  priests: "aaron eleazar ithamar phinehas nadab abihu zadok abiathar eli ahimelech",
  sickness: "leprosy fever blindness plague pestilence botch scab itch boil emerods consumption inflammation",
};

export const analogies: [string, string, string, string][] = Object.values(pairs).flatMap((list) => {
  const split = list.split(", ").map((pair) => pair.split(" ") as [string, string]);
  return split.flatMap(([a, b]) =>
    split.filter(([c]) => c !== a).map(([c, d]): [string, string, string, string] => [a, b, c, d]),
  );
});

export const wordGroups: string[][] = Object.values(groups).map((list) => [...new Set(list.split(" "))]);
