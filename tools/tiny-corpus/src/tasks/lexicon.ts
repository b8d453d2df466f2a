/**
 * Words and what is true of them: kinds of things, opposites, forms.
 * @module
 */

export const categories: Readonly<Record<string, readonly string[]>> = {
  animal:
    "cat dog fox bear rabbit mouse horse cow pig sheep goat duck hen goose frog wolf deer owl crow bee ant fish otter beaver badger squirrel hedgehog turtle elephant monkey tiger lion penguin seal".split(
      " ",
    ),
  fruit: "apple pear plum cherry peach banana orange lemon grape melon berry".split(" "),
  vegetable: "carrot turnip onion potato tomato bean pea cabbage pumpkin leek".split(" "),
  colour: "red blue green yellow white black brown purple orange pink grey".split(" "),
  tool: "hammer saw spade rake ladder rope knife axe broom bucket needle".split(" "),
  garment: "hat coat scarf shirt dress sock shoe boot glove belt".split(" "),
  instrument: "drum flute violin bell horn harp guitar piano".split(" "),
  vehicle: "cart boat ship sled wagon bicycle train bus".split(" "),
  flower: "rose tulip lily daisy poppy violet".split(" "),
  tree: "oak birch pine willow beech elm".split(" "),
  drink: "water milk tea juice".split(" "),
  room: "kitchen bedroom cellar attic hall".split(" "),
  job: "baker farmer miller tailor teacher doctor sailor painter fisherman shepherd soldier singer".split(" "),
  "part of the body": "nose ear eye hand foot arm leg head mouth knee".split(" "),
  shape: "circle square triangle star cross line".split(" "),
  season: "spring summer autumn winter".split(" "),
  metal: "gold silver iron copper tin".split(" "),
};

export const opposites: readonly (readonly [string, string])[] = (
  "big small,hot cold,old new,young old,fast slow,high low,long short,full empty,light dark,light heavy,happy sad,good bad,wet dry,hard soft,near far,open closed,loud quiet," +
  "clean dirty,early late,strong weak,rich poor,sweet sour,thick thin,up down,left right,in out,day night,first last,brave afraid,wide narrow,deep shallow,warm cool,sharp blunt," +
  "true false,awake asleep,begin end,come go,give take,laugh cry,win lose,find lose,push pull,buy sell,remember forget,love hate,friend enemy,top bottom,front back,inside outside,always never,everything nothing,question answer,clever foolish,kind mean,bright dull,smooth rough,safe dangerous"
)
  .split(",")
  .map((pair) => pair.split(" ") as [string, string]);

/** Adjective, comparative, superlative. */
export const degrees: readonly (readonly [string, string, string])[] = (
  "big bigger biggest,small smaller smallest,tall taller tallest,short shorter shortest,old older oldest,young younger youngest,fast faster fastest,slow slower slowest,strong stronger strongest," +
  "weak weaker weakest,warm warmer warmest,cold colder coldest,high higher highest,deep deeper deepest,long longer longest,loud louder loudest,bright brighter brightest,dark darker darkest," +
  "happy happier happiest,heavy heavier heaviest,light lighter lightest,good better best,bad worse worst,clean cleaner cleanest,kind kinder kindest,brave braver bravest,hot hotter hottest,wet wetter wettest"
)
  .split(",")
  .map((row) => row.split(" ") as [string, string, string]);

/** Verb, past, -ing form. */
export const verbs: readonly (readonly [string, string, string])[] = (
  "walk walked walking,jump jumped jumping,play played playing,cook cooked cooking,help helped helping,call called calling,open opened opening,close closed closing,look looked looking,laugh laughed laughing," +
  "cry cried crying,carry carried carrying,paint painted painting,dance danced dancing,climb climbed climbing,wash washed washing,work worked working,wait waited waiting,listen listened listening,plant planted planting," +
  "go went going,come came coming,see saw seeing,find found finding,lose lost losing,sing sang singing,swim swam swimming,run ran running,eat ate eating,drink drank drinking,sleep slept sleeping,fly flew flying," +
  "give gave giving,take took taking,bring brought bringing,buy bought buying,build built building,dig dug digging,read read reading,write wrote writing,sit sat sitting,stand stood standing,fall fell falling,speak spoke speaking,hide hid hiding,ride rode riding,draw drew drawing,throw threw throwing,catch caught catching,think thought thinking"
)
  .split(",")
  .map((row) => row.split(" ") as [string, string, string]);

/** Male, female. */
export const genders: readonly (readonly [string, string])[] =
  "king queen,prince princess,boy girl,man woman,father mother,son daughter,brother sister,uncle aunt,grandfather grandmother,husband wife,nephew niece"
    .split(",")
    .map((pair) => pair.split(" ") as [string, string]);

/** Animal, young, sound, home, food. */
export const animalFacts: readonly (readonly [string, string, string, string, string])[] = (
  "dog|puppy|barks|in a kennel|bones;cat|kitten|meows|in a house|fish;cow|calf|moos|in a stable|grass;horse|foal|neighs|in a stable|hay;pig|piglet|grunts|in a sty|turnips;sheep|lamb|bleats|in a fold|grass;" +
  "hen|chick|clucks|in a coop|grain;duck|duckling|quacks|by a pond|weeds;goose|gosling|hisses|by a pond|grass;bear|cub|growls|in a cave|honey;lion|cub|roars|in the grassland|meat;frog|tadpole|croaks|in a pond|flies;" +
  "owl|owlet|hoots|in a hollow tree|mice;wolf|pup|howls|in the forest|meat;goat|kid|bleats|on a hill|leaves;deer|fawn|calls|in the forest|leaves;fox|cub|yelps|in a den|berries;rabbit|kit|squeaks|in a burrow|carrots;" +
  "mouse|pup|squeaks|in a hole|cheese;bee|grub|hums|in a hive|honey;seal|pup|barks|by the sea|fish;elephant|calf|trumpets|in the jungle|leaves"
)
  .split(";")
  .map((row) => row.split("|") as [string, string, string, string, string]);

/** What each is for. */
export const uses: readonly (readonly [string, string])[] = (
  "hammer|drive in nails;saw|cut wood;spade|dig;broom|sweep the floor;bucket|carry water;needle|sew;ladder|reach high places;rope|tie things;knife|cut bread;lantern|give light;key|open a door;umbrella|keep off the rain;" +
  "pen|write;book|read;bed|sleep;chair|sit;spoon|eat soup;cup|drink;oven|bake bread;boat|cross the water;clock|tell the time;map|find the way;soap|wash;scarf|keep warm;drum|make music;basket|carry apples;mirror|see oneself;bell|call people;kite|play in the wind;blanket|keep warm"
)
  .split(";")
  .map((row) => row.split("|") as [string, string]);

/** What something is like. */
export const qualities: readonly (readonly [string, string])[] =
  "snow|white;grass|green;the sky|blue;coal|black;blood|red;a lemon|sour;honey|sweet;ice|cold;fire|hot;a stone|hard;a feather|light;an elephant|big;a mouse|small;the night|dark;the sun|bright;a snail|slow;a hare|fast;silk|soft;a needle|sharp;milk|white;a carrot|orange;gold|yellow;the sea|deep;a mountain|high;thunder|loud"
    .split(";")
    .map((row) => row.split("|") as [string, string]);

export const days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
export const months = "January February March April May June July August September October November December".split(
  " ",
);
export const numberWords =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
