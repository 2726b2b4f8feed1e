import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** One import of one source file, however it is written: `import`, `export from`, `import()`, `typeof import()`. */
export interface Import {
  /** `src/steps/gate.ts`. */
  readonly file: string;
  readonly line: number;
  /** A path of ours (`src/steps/model.ts`), a builtin (`node:fs`), or the name of an npm package. */
  readonly what: string;
  readonly from: 'ours' | 'builtin' | 'npm';
  /** Nothing of it exists when the program runs. */
  readonly typeOnly: boolean;
}

export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Every TypeScript file below a folder, with `/` in its path. */
export function sourcesBelow(folder: string): readonly Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .sort()
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

export function importsOf(source: Source): readonly Import[] {
  const tree = parse(source);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier === undefined) return;
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    // A computed path could lead anywhere; it is kept as a name that no rule allows.
    const written = ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)';
    found.push({ file: source.file, line, typeOnly, ...placeOf(source.file, written) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Whether the file holds types and nothing that runs. */
export function isTypesOnly(source: Source): boolean {
  return parse(source).statements.every(
    (statement) =>
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      (ts.isImportDeclaration(statement) && isTypeOnly(statement)) ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly),
  );
}

function parse({ file, text }: Source): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

function placeOf(file: string, written: string): Pick<Import, 'what' | 'from'> {
  if (written.startsWith('.'))
    return { what: normalize(join(dirname(file), written)).replaceAll('\\', '/'), from: 'ours' };
  if (written.startsWith('node:')) return { what: written, from: 'builtin' };
  const parts = written.split('/');
  return { what: parts.slice(0, written.startsWith('@') ? 2 : 1).join('/'), from: 'npm' };
}
