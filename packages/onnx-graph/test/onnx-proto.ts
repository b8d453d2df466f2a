/**
 * The npm package onnx-proto (ONNX's schema compiled by protobufjs), as an independent reader and writer.
 *
 * Its protobufjs 6 looks for the package `long` in a way that, where Node can require ES modules, finds version 5 and takes its
 * module object for the class. So it is given the version it was made for before onnx-proto is loaded.
 * @module
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const requireFromOnnxProto = createRequire(require.resolve("onnx-proto"));
const protobuf = requireFromOnnxProto("protobufjs/minimal");
protobuf.util.Long = createRequire(requireFromOnnxProto.resolve("protobufjs/minimal"))("long");
protobuf.configure();

export const { onnx } = require("onnx-proto") as typeof import("onnx-proto");
