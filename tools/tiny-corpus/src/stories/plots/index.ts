/** All plots. @module */

import type { Teller } from "../teller.ts";
import { birthday } from "./birthday.ts";
import { changePlaces } from "./change-places.ts";
import { contest } from "./contest.ts";
import { cooking } from "./cooking.ts";
import { delivery } from "./delivery.ts";
import { fear } from "./fear.ts";
import { firstTime } from "./first-time.ts";
import { foundling } from "./foundling.ts";
import { invention } from "./invention.ts";
import { kindnessReturned } from "./kindness-returned.ts";
import { learning } from "./learning.ts";
import { lostChild } from "./lost-child.ts";
import { lostThing } from "./lost-thing.ts";
import { medicine } from "./medicine.ts";
import { mystery } from "./mystery.ts";
import { newFriend } from "./new-friend.ts";
import { nightNoise } from "./night-noise.ts";
import { oddOne } from "./odd-one.ts";
import { oldToy } from "./old-toy.ts";
import { outwit } from "./outwit.ts";
import { planting } from "./planting.ts";
import { quarrel } from "./quarrel.ts";
import { rescue } from "./rescue.ts";
import { sadRuler } from "./sad-ruler.ts";
import { sky } from "./sky.ts";
import { strangerAtTheDoor } from "./stranger-at-the-door.ts";
import { together } from "./together.ts";
import { trades } from "./trades.ts";
import { treasure } from "./treasure.ts";
import { truth } from "./truth.ts";
import { twoVillages } from "./two-villages.ts";
import { warning } from "./warning.ts";
import { winterStore } from "./winter-store.ts";
import { wish } from "./wish.ts";

/** A plot tells a story through the teller. The order is part of the corpus: a seed chooses by number. */
export const plots: Readonly<Record<string, (t: Teller) => void>> = {
  // Setting out for something
  delivery,
  kindnessReturned,
  lostChild,
  lostThing,
  medicine,
  rescue,
  treasure,
  // Two and more
  birthday,
  fear,
  newFriend,
  nightNoise,
  quarrel,
  truth,
  winterStore,
  // Old tales
  firstTime,
  oddOne,
  oldToy,
  sadRuler,
  strangerAtTheDoor,
  together,
  twoVillages,
  // Doing and making
  changePlaces,
  contest,
  cooking,
  foundling,
  invention,
  learning,
  mystery,
  outwit,
  planting,
  sky,
  trades,
  warning,
  wish,
};
