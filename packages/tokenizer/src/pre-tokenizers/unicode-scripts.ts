/**
 * Splits where the script changes: Latin from Greek from Han. Kana count as Han; spaces belong to what is before them.
 *
 * The scripts are those of the reference's table, which is of Unicode 9: characters that came later belong to any script.
 * @see Unicode Standard Annex #24, https://www.unicode.org/reports/tr24/
 * @module
 */
import type { Builder } from "../config.ts";
import { classOf } from "../regex/character-sets.ts";
import { type PreTokenizer, slicePiece } from "./splitting.ts";

export const unicodeScripts: Builder<PreTokenizer> = () => ({
  split(piece) {
    const { text } = piece;
    const ranges: number[] = [];
    let last = "";
    let start = -1; // white space before the first character of a script is lost, as in the reference
    for (let i = 0; i < text.length; ) {
      const codePoint = text.codePointAt(i)!;
      const script = scriptOf(codePoint);
      if (script !== "" && script !== last) {
        if (start >= 0) ranges.push(start, i);
        start = i;
        last = script;
      }
      i += codePoint > 0xffff ? 2 : 1;
    }
    if (start >= 0) ranges.push(start, text.length);
    return slicePiece(piece, ranges);
  },
});

const scriptNames =
  "Common Latin Han Cyrillic Arabic Hangul Greek Hebrew Thai Devanagari Inherited Adlam Ahom Anatolian_Hieroglyphs " +
  "Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid " +
  "Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Coptic Cuneiform Cypriot Deseret Duployan " +
  "Egyptian_Hieroglyphs Elbasan Ethiopic Georgian Glagolitic Gothic Grantha Gujarati Gurmukhi Hanunoo Hatran " +
  "Imperial_Aramaic Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Kayah_Li Kharoshthi Khmer Khojki " +
  "Khudawadi Lao Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Malayalam Mandaic Manichaean Marchen " +
  "Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean " +
  "New_Tai_Lue Newa Nko Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian " +
  "Old_South_Arabian Old_Turkic Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician " +
  "Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sora_Sompeng Sundanese " +
  "Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangut Telugu Thaana Tibetan Tifinagh " +
  "Tirhuta Ugaritic Vai Warang_Citi Yi";

/** Assigned since Unicode 9, in scripts that Unicode 9 has: of no script here. */
const laterThanTable =
  "560 588 5ef 61d 7fd-7ff 860-86a 870-891 897-89f 8b5 8be-8d3 9fc-9fe a76 afa-aff b55 c04 c3c c5c-c5d c77 c84 cdc-cdd cf3 " +
  "d00 d04 d3b-d3c d81 e86 e89 e8c e8e-e93 e98 ea0 ea8-ea9 eac eba ece 170d 1715 171f 180f 1878 1abf-1add 1ae0-1aeb 1b4c " +
  "1b4e-1b4f 1b7d-1b7f 1c89-1c8a 1c90-1cba 1cbd-1cbf 1cf7 1cfa 1df6-1dfa 20bf-20c1 23ff 2427-2429 2b96-2b97 2bba-2bbc 2bc9 " +
  "2bd2-2beb 2bf0-2bff 2c2f 2c5f 2e45-2e5d 2ffc-2fff 312e-312f 31bb-31bf 31e4-31e5 31ef 32ff 4db6-4dbf 9fd6-9fff a7af " +
  "a7b8-a7dc a7f1-a7f6 a82c a8fe-a8ff ab66-ab6b fbc2-fbd2 fd40-fd4f fd90-fd91 fdc8-fdcf fdfe-fdff 1019c 1032d-1032f " +
  "10780-107ba 10a34-10a35 10a48 10ec2-10ec7 10ed0-10ed8 10efa-10eff 11070-11075 110c2 110cd 11144-11147 111ce-111cf " +
  "1123f-11241 1133b 1145a 1145e-11461 116b8-116b9 116d0-116e3 1171a 11740-11746 11ab0-11abf 11b00-11b09 11b60-11b67 11fb0 " +
  "11fc0-11ff1 11fff 1342f-143fa 16f45-16f4a 16f4f 16f7f-16f87 16fe2-16fe3 16ff0-16ff6 187ed-187ff 18af3-18aff 18d00-18df2 " +
  "1aff0-1affe 1b002-1b167 1cc00-1cfc3 1d1e9-1d1ea 1d2c0-1d2f3 1d372-1d378 1df00-1df2a 1e030-1e06d 1e08f 1e7e0-1e7fe 1e94b " +
  "1ec71-1ecb4 1ed01-1ed3d 1f10d-1f10f 1f12f 1f16c-1f16f 1f1ad 1f260-1f265 1f6d3-1f6d8 1f6dc-1f6df 1f6f7-1f6fc 1f774-1f77f " +
  "1f7d5-1f7f0 1f8b0-1f8d8 1f900-1f90f 1f91f 1f928-1f92f 1f931-1f932 1f93f 1f94c-1f94f 1f95f-1f97f 1f992-1f9bf 1f9c1-1fbfa " +
  "2a6d7-2a6df 2b735-2b73f 2cea2-2cead 2ceb0-2ee5d 30000-33479";

let scripts: { name: string; pattern: RegExp }[] | null = null;
let later: RegExp;
const known = new Map<number, string>();

/** The script's name; "" for any. */
function scriptOf(codePoint: number): string {
  if (codePoint === 0x20) return "";
  if (codePoint === 0x30fc) return "Han"; // the sign that lengthens vowels, of both kana
  let script = known.get(codePoint);
  if (script === undefined) {
    script = findScript(codePoint);
    if (known.size > 20_000) known.clear();
    known.set(codePoint, script);
  }
  return script;
}

function findScript(codePoint: number): string {
  if (codePoint === 0x589 || codePoint === 0x61c) return "Common"; // since moved to Armenian and Arabic
  if (codePoint === 0x953 || codePoint === 0x954) return "Devanagari"; // since Inherited
  if (!scripts) {
    scripts = `${scriptNames} Hiragana Katakana`
      .split(" ")
      .map((name) => ({ name, pattern: new RegExp(`^\\p{sc=${name}}`, "u") }));
    later = new RegExp(`^[${classOf(laterThanTable)}]`, "u");
  }
  const character = String.fromCodePoint(codePoint);
  if (later.test(character)) return "";
  const name = scripts.find(({ pattern }) => pattern.test(character))?.name ?? "";
  return name === "Hiragana" || name === "Katakana" ? "Han" : name;
}
