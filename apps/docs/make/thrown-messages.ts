/**
 * The messages that a package throws with each error code, read from its sources.
 * @module
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export interface ThrownMessage {
  code: string;
  /** With … where the program puts something in. */
  message: string;
  /** Relative to the folder. */
  file: string;
  line: number;
}

/** Every `new CheckpointError(message, { code: "…" })` below `folder` whose code is written out. */
export function thrownMessages(folder: string): ThrownMessage[] {
  return globSync("**/*.ts", { cwd: folder })
    .map((file) => file.replaceAll("\\", "/"))
    .sort()
    .flatMap((file) => inFile(readFileSync(join(folder, file), "utf8"), file));
}

function inFile(source: string, file: string): ThrownMessage[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: ThrownMessage[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === "CheckpointError") {
      const [message, details] = node.arguments ?? [];
      const code = details && ts.isObjectLiteralExpression(details) ? property(details, "code") : undefined;
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      if (code) found.push({ code, message: words(message), file, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function property(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  for (const part of object.properties) {
    if (ts.isPropertyAssignment(part) && part.name.getText() === name && ts.isStringLiteral(part.initializer))
      return part.initializer.text;
  }
  return undefined;
}

/** The text of an expression: what is computed is an ellipsis. */
function words(expression: ts.Expression): string {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (ts.isTemplateExpression(expression)) {
    return expression.head.text + expression.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
  }
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return words(expression.left) + words(expression.right);
  }
  if (ts.isParenthesizedExpression(expression)) return words(expression.expression);
  return "…";
}
