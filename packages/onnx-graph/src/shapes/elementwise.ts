/** Operators whose output has the shape of an input, or of all inputs broadcast. @module */
import { broadcast, normalAxis } from "./dims.ts";
import { forEach, type ShapeRules } from "./rules.ts";

export const elementwiseRules: ShapeRules = {
  ...forEach(
    "Abs Acos Acosh Asin Asinh Atan Atanh BitwiseNot Cast CastLike Ceil Celu Clip Cos Cosh CumSum CumProd DequantizeLinear Elu Erf Exp " +
      "Floor Gelu HardSigmoid HardSwish Hardmax Identity IsInf IsNaN LeakyRelu Log LogSoftmax LpNormalization Mish Neg Not " +
      "QuantizeLinear Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softmax Softplus Softsign Sqrt Swish Tan Tanh " +
      "ThresholdedRelu Trilu BatchNormalization GroupNormalization InstanceNormalization LRN MeanVarianceNormalization " +
      "ScatterElements ScatterND Scatter TensorScatter ReverseSequence RotaryEmbedding RMSNormalization " +
      "QuickGelu FastGelu BiasGelu MoE QMoE Inverse BiasSoftmax Bernoulli RandomNormalLike RandomUniformLike GroupNorm",
    (node) => [node.shape(0)],
  ),
  ...forEach("Dropout", (node) => [node.shape(0), node.shape(0)]),
  ...forEach("DynamicQuantizeLinear", (node) => [node.shape(0), [], []]),
  ...forEach(
    "Add And BitShift BitwiseAnd BitwiseOr BitwiseXor Div Equal Greater GreaterOrEqual Less LessOrEqual Max Mean Min Mod Mul Or Pow PRelu " +
      "Sub Sum Where Xor",
    (node) => [
      broadcast(
        node.node.inputs.map((_, i) => node.shape(i)),
        [],
      ),
    ],
  ),
  // The mean and inverse deviation keep the rank, with 1 where they ran over an axis.
  ...forEach("LayerNormalization SimplifiedLayerNormalization", (node) => {
    const x = node.shape(0);
    const first = x && normalAxis(node.int("axis") ?? -1, x.length);
    const statistics = x?.map((dim, axis) => (axis >= first! ? 1 : dim));
    return [x, statistics, statistics];
  }),
  ...forEach("SkipLayerNormalization SkipSimplifiedLayerNormalization", (node) => {
    const x = node.shape(0);
    const statistics = x?.map((dim, axis) => (axis === x.length - 1 ? 1 : dim));
    return [x, statistics, statistics, x];
  }),
};
