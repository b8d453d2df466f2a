/**
 * The teller: holds who and what a story is about, and collects its sentences, its questions and its summary.
 *
 * A plot is a function that calls the teller's methods in order. What it tells is decided by plain code (who can swim,
 * what was lost, who was kind), so endings follow from beginnings; how it is said is decided by templates.
 * @module
 */

import { choose, expand, type Slot, sentenceCase, withArticle } from "../grammar.ts";
import type { Dice } from "../random.ts";
import { type Ability, character, type Kind, kinds, type Role, type Trait, traits } from "./cast.ts";
import { homes, type Named, noun, places, type Season, seasons, type Thing, thingSlot, things } from "./world.ts";

export interface Question {
  question: string;
  answer: string;
}

export interface Story {
  plot: string;
  title: string;
  /** Paragraphs of sentences. */
  paragraphs: string[];
  summary: string;
  questions: Question[];
  hero: Role;
  /** Combinations by which the held-out set is chosen. */
  keys: string[];
  /** What it is about, for a request: "a fox who lost a kite". */
  request: string;
}

export class Teller {
  readonly dice: Dice;
  readonly slots: Record<string, Slot> = {};
  readonly season: Season;
  readonly questions: Question[] = [];
  readonly keys: string[] = [];
  heroKind!: Kind;
  heroTrait!: Trait;
  #title = "";
  #summary = "";
  #request = "";
  #paragraphs: string[][] = [[]];
  #names = new Set<string>();
  #introduced = new Set<string>();
  #details: string[];

  constructor(dice: Dice) {
    this.dice = dice;
    this.season = dice.pick(seasons);
    this.#details = dice.shuffled(this.season.details);
    this.slots.season = this.season.name;
    this.slots.oneday = dice.pick(this.season.days);
  }

  /** Gives the main character `{h}`, with a home `{home}`. `fits` narrows the kinds. */
  hero(fits: (kind: Kind) => boolean = () => true, trait?: readonly string[]): Role {
    const able = kinds.filter(fits);
    this.heroKind = this.#byWeight(able);
    this.heroTrait = this.dice.pick(trait ? traits.filter((t) => trait.includes(t.adjective)) : traits);
    const hero = this.cast("h", this.heroKind, this.heroTrait);
    this.slots.home = homes[this.dice.pick(this.heroKind.home)];
    this.slots.around = communal.has((this.slots.home as Named)[""])
      ? (this.slots.home as Named).in
      : "[for miles around|in the whole valley|far and near]";
    this.slots.around = this.text("{around}");
    this.slots.looks = withLooks(this.dice.pick(this.heroKind.looks));
    this.slots.meal = this.dice.pick(this.heroKind.eats);
    this.keys.push(`${hero[""]}/${hero.kind}`);
    return hero;
  }

  /** Gives another character the name `slot`; of any kind but the hero's unless one is given. */
  cast(slot: string, kind?: Kind | ((kind: Kind) => boolean), trait?: Trait): Role {
    const others = kinds.filter((k) => !royal.has(k.name) && k !== this.heroKind && !this.#kindsIn().has(k.name));
    const chosen = typeof kind === "object" ? kind : this.#byWeight(others.filter(kind ?? (() => true)));
    const made = character(this.dice, chosen, this.#names, trait ?? this.dice.pick(traits));
    this.#names.add(made[""]);
    this.slots[slot] = made;
    return made;
  }

  /** A character who can do `ability`. */
  castAble(slot: string, ability: Ability): Role {
    return this.cast(slot, (kind) => kind.can.includes(ability));
  }

  thing(slot: string, fits: (thing: Thing) => boolean = () => true): Named {
    const thing = this.dice.pick(things.filter((t) => fits(t) && !this.#nounsIn().has(t.noun)));
    const made = thingSlot(this.dice, thing);
    this.slots[slot] = made;
    this.keys.push(`${this.heroKind.name}/${thing.noun}`);
    return made;
  }

  place(slot: string, fits: (name: string) => boolean = () => true): Named {
    const used = new Set(Object.values(this.slots).map((s) => (typeof s === "string" ? s : s[""])));
    const made = this.dice.pick(places.filter((p) => fits(p[""]) && !used.has(p[""])));
    this.slots[slot] = made;
    return made;
  }

  /** A phrase that comes again and again in a story, chosen once. */
  set(slot: string, ...values: string[]): void {
    this.slots[slot] = this.text(this.dice.pick(values));
  }

  /** A thing named by a phrase such as "a golden cup", with `{slot.the}`, `{slot.bare}`, `{slot.it}` and `{slot.was}`. */
  named(slot: string, ...phrases: string[]): void {
    this.slots[slot] = noun(this.text(this.dice.pick(phrases)));
  }

  /** Expands a template now, without telling it (a phrase keeps its small first letter). */
  text(template: string): string {
    const whole = expand(`¤ ${template}`, this.slots, this.dice);
    return whole.slice(2);
  }

  /** Tells one of the alternatives. */
  tell(...alternatives: string[]): this {
    const sentence = expand(this.#introducing(this.dice.pick(alternatives)), this.slots, this.dice);
    if (sentence !== "") this.#paragraphs[this.#paragraphs.length - 1].push(sentence);
    return this;
  }

  maybe(p: number, ...alternatives: string[]): this {
    return this.dice.chance(p) ? this.tell(...alternatives) : this;
  }

  /** A detail of the season, never the same twice. */
  detail(p = 0.5): this {
    const detail = this.#details.pop();
    return detail !== undefined && this.dice.chance(p) ? this.tell(detail) : this;
  }

  /** Begins a new paragraph, most of the time. */
  turn(): this {
    if (this.#paragraphs[this.#paragraphs.length - 1].length > 0 && this.dice.chance(0.85)) this.#paragraphs.push([]);
    return this;
  }

  /**
   * Tells what someone says; `line` ends in its own mark.
   *
   * Said before or after the words, with the name: who speaks is never left to guessing.
   */
  say(who: string, line: string, verb = "said"): this {
    const words = expand(line, this.slots, this.dice);
    const how = expand(`¤ ${verb}`, this.slots, this.dice).slice(2);
    const name = expand(this.#introducing(`{${who}}`), this.slots, this.dice);
    if (this.dice.chance(0.25)) return this.#push(`${name} ${how}, "${words}"`);
    const spoken = words.endsWith(".") ? `${words.slice(0, -1)},` : words;
    return this.#push(`"${spoken}" ${how} ${name}.`);
  }

  ask(question: string, answer: string): this {
    this.questions.push({
      question: expand(question, this.slots, this.dice),
      answer: expand(answer, this.slots, this.dice),
    });
    return this;
  }

  /** The title, what a request for this story would say, and the story in a sentence or two. */
  about(title: string, request: string, summary: string): this {
    this.#title = titleCase(this.text(title));
    this.#request = this.text(request);
    this.#summary = expand(summary, this.slots, this.dice);
    return this;
  }

  finish(plot: string): Story {
    // Some stories say at once what they are about: "there was a fox who lost a kite".
    const hero = this.slots.h as Role;
    if (this.#request.startsWith(`${hero.a} who`) && this.dice.chance(0.22)) {
      const begins = "[once upon a time, there was|there once was|once there was|long ago, there lived]";
      this.#paragraphs[0][0] = expand(
        `${begins} ${this.#request}. [{h.his} name was {h}|{h.he} was called {h}][| and {h.he} lived {home.in}].`,
        this.slots,
        this.dice,
      );
    }
    const paragraphs = this.#paragraphs.filter((p) => p.length > 0).map((p) => sentenceCase(p.join(" ")));
    return {
      plot,
      title: this.#title,
      paragraphs,
      summary: this.#summary,
      questions: this.questions,
      hero: this.slots.h as Role,
      keys: this.keys,
      request: this.#request,
    };
  }

  /** Whoever is named for the first time is told by kind: "Milo the turtle". */
  #introducing(template: string): string {
    const whole = choose(template, this.dice);
    for (const [, slot, part] of whole.matchAll(/\{(\w+)(?:\.(\w+))?\}/g)) {
      const who = this.slots[slot];
      if (typeof who !== "object" || who.kind === undefined || this.#introduced.has(who[""])) continue;
      this.#introduced.add(who[""]);
      if (part !== undefined || new RegExp(`\\{${slot}\\.(?:a|intro|traited|kind)\\}`).test(whole)) continue;
      return this.#introducing(whole.replace(`{${slot}}`, `{${slot}} the {${slot}.kind}`));
    }
    return whole;
  }

  #push(sentence: string): this {
    this.#paragraphs[this.#paragraphs.length - 1].push(sentence);
    return this;
  }

  #byWeight(some: readonly Kind[]): Kind {
    let left = this.dice.next() * some.reduce((sum, kind) => sum + kind.hero, 0);
    return some.find((kind) => (left -= kind.hero) < 0) ?? some[some.length - 1];
  }

  #kindsIn(): Set<string> {
    return new Set(Object.values(this.slots).flatMap((s) => (typeof s === "object" && s.kind ? [s.kind] : [])));
  }

  #nounsIn(): Set<string> {
    return new Set(Object.values(this.slots).flatMap((s) => (typeof s === "object" && s.afull ? [s[""]] : [])));
  }
}

/** Homes where more than a family lives. */
const communal = new Set(["village", "town", "forest", "wood", "meadow", "farm", "jungle", "castle", "cold island"]);
/** They have stories of their own, but do not lend ladders. */
const royal = new Set(["king", "queen"]);

/** "a wet nose", but "soft fur" and "green eyes". */
function withLooks(looks: string): string {
  return /(?:[^s]s|fur|hair|skin|feet|teeth)$/.test(looks) ? looks : withArticle(looks);
}

const small = new Set(["a", "an", "the", "of", "and", "in", "to", "on", "at", "for", "with", "who", "by"]);

function titleCase(text: string): string {
  return text
    .split(" ")
    .map((word, i) => (i > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(" ");
}
