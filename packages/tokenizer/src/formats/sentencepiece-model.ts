/**
 * Reading a SentencePiece `.model` file: pieces with scores, and how text was prepared for them.
 * @see https://github.com/google/sentencepiece/blob/v0.2.0/src/sentencepiece_model.proto for the field numbers
 * @module
 */
import { type ProtobufField, readFields, toFloat } from "./protobuf.ts";

/** The proto's enum, 1 … 6. */
export const pieceTypes = ["normal", "unknown", "control", "userDefined", "unused", "byte"] as const;
export type PieceType = (typeof pieceTypes)[number];

/** The proto's enum, 1 … 4. */
const modelTypes = ["unigram", "bpe", "word", "char"] as const;

export interface SentencePiece {
  piece: string;
  score: number;
  type: PieceType;
}

export interface SentencePieceModel {
  /** Index = id. */
  pieces: SentencePiece[];
  modelType: (typeof modelTypes)[number];
  byteFallback: boolean;
  /** ▁ marks the end of a word, not its start. */
  treatWhitespaceAsSuffix: boolean;
  /** Ids; -1 = there is none. */
  unkId: number;
  bosId: number;
  eosId: number;
  padId: number;
  /** Compiled normalization rules; empty for none. */
  precompiledCharsmap: Uint8Array;
  addDummyPrefix: boolean;
  removeExtraWhitespaces: boolean;
  escapeWhitespaces: boolean;
}

/** Twice the largest vocabulary known (Gemma's 262,144): more is an attack or a mistake, and would take long to say so. */
const mostPieces = 2 ** 20;

/** No real piece comes near; longer ones would make the search for merges slow. */
const longestPiece = 1024;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws RangeError that names the message and what is wrong with it */
export function parseSentencePieceModel(bytes: Uint8Array): SentencePieceModel {
  const model: SentencePieceModel = {
    pieces: [],
    modelType: "unigram",
    byteFallback: false,
    treatWhitespaceAsSuffix: false,
    unkId: 0,
    bosId: 1,
    eosId: 2,
    padId: -1,
    precompiledCharsmap: new Uint8Array(0),
    addDummyPrefix: true,
    removeExtraWhitespaces: true,
    escapeWhitespaces: true,
  };
  for (const field of readFields(bytes, "SentencePiece model")) {
    if (field.wireType !== 2) continue;
    if (field.number === 1) {
      if (model.pieces.length === mostPieces) fail(`has more than ${mostPieces} pieces`);
      model.pieces.push(readPiece(field.bytes, model.pieces.length));
    } else if (field.number === 2) readTrainerSpec(field.bytes, model);
    else if (field.number === 3) readNormalizerSpec(field.bytes, model);
  }
  if (model.pieces.length === 0) fail("has no pieces");
  for (const key of ["unkId", "bosId", "eosId", "padId"] as const) {
    // Files say 1 and 2 for bos and eos by default even if there are none: the type of the piece decides.
    const type = key === "unkId" ? "unknown" : "control";
    if (model.pieces[model[key]]?.type !== type) model[key] = -1;
  }
  if (model.unkId === -1) model.unkId = model.pieces.findIndex(({ type }) => type === "unknown");
  if (model.unkId === -1) fail("has no piece of the type UNKNOWN");
  return model;
}

function readPiece(bytes: Uint8Array, index: number): SentencePiece {
  const where = `SentencePiece model, piece ${index}`;
  const piece: SentencePiece = { piece: "", score: 0, type: "normal" };
  for (const field of readFields(bytes, where)) {
    if (field.number === 1 && field.wireType === 2) {
      if (field.bytes.length > longestPiece) fail(`has a piece ${index} of ${field.bytes.length} bytes`);
      try {
        piece.piece = utf8.decode(field.bytes);
      } catch {
        fail(`has a piece ${index} that is not UTF-8`);
      }
    } else if (field.number === 2 && field.wireType === 5) piece.score = toFloat(field);
    else if (field.number === 3 && field.wireType === 0) piece.type = oneOf(pieceTypes, field, `${where}: type`);
  }
  if (piece.piece === "") fail(`has an empty piece ${index}`);
  if (!Number.isFinite(piece.score)) fail(`has the score ${piece.score} for piece ${index}`);
  return piece;
}

function readTrainerSpec(bytes: Uint8Array, model: SentencePieceModel): void {
  const where = "SentencePiece model, trainer_spec";
  for (const field of readFields(bytes, where)) {
    if (field.wireType !== 0) continue;
    if (field.number === 3) model.modelType = oneOf(modelTypes, field, `${where}: model_type`);
    else if (field.number === 24) model.treatWhitespaceAsSuffix = field.integer !== 0;
    else if (field.number === 35) model.byteFallback = field.integer !== 0;
    else if (field.number === 40) model.unkId = field.integer;
    else if (field.number === 41) model.bosId = field.integer;
    else if (field.number === 42) model.eosId = field.integer;
    else if (field.number === 43) model.padId = field.integer;
  }
}

function readNormalizerSpec(bytes: Uint8Array, model: SentencePieceModel): void {
  for (const field of readFields(bytes, "SentencePiece model, normalizer_spec")) {
    if (field.number === 2 && field.wireType === 2) model.precompiledCharsmap = field.bytes;
    else if (field.wireType !== 0) continue;
    else if (field.number === 3) model.addDummyPrefix = field.integer !== 0;
    else if (field.number === 4) model.removeExtraWhitespaces = field.integer !== 0;
    else if (field.number === 5) model.escapeWhitespaces = field.integer !== 0;
  }
}

function oneOf<T>(names: readonly T[], { integer }: ProtobufField, where: string): T {
  if (integer < 1 || integer > names.length) {
    throw new RangeError(`${where} is ${integer} but only 1 … ${names.length} are known.`);
  }
  return names[integer - 1];
}

function fail(problem: string): never {
  throw new RangeError(`SentencePiece model: the file ${problem}. It is damaged, or no SentencePiece model.`);
}
