/** Convolutions over positions or time, as linear maps of a window. @module */
import type { LinearWeights } from "@llm-anatomy/transformer";
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import { matrix, type TensorRecipe, vector } from "./architecture.ts";

/** `groups` of channels see themselves only. */
export function convolutionAt(at: string, groups = 1): LinearWeights<TensorRecipe> {
  const shapeOf = ([outputs, perGroup, size]: number[]) => [outputs, size * perGroup * groups];
  const turn = Object.assign((array: NamedArray) => framesFirst(array, groups), { shapeOf });
  return { weight: matrix(`${at}.weight`, turn), bias: vector(`${at}.bias`) };
}

/**
 * A convolution's weight [out, in / groups, size] as a map of a window's frames, one after another: [out, size · in].
 * A group of outputs sees its own group of inputs only: the others count with 0.
 */
function framesFirst({ data, shape: [outputs, perGroup, size] }: NamedArray, groups: number): NamedArray {
  const inputs = perGroup * groups;
  const turned = new Float32Array(outputs * size * inputs);
  const outputsPerGroup = outputs / groups;
  for (let o = 0; o < outputs; o++) {
    const first = Math.floor(o / outputsPerGroup) * perGroup;
    for (let i = 0; i < perGroup; i++) {
      for (let t = 0; t < size; t++) turned[(o * size + t) * inputs + first + i] = data[(o * perGroup + i) * size + t];
    }
  }
  return { data: turned, shape: [outputs, size * inputs] };
}
