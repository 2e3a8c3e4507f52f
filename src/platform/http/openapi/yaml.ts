/** Writes the document as YAML, piece by piece, so that whoever serves requests meanwhile need not wait for all of it. */
import type * as Yaml from 'yaml';
import type { Json } from './schemas';

/** A schema of so many plain words reads better on one line. */
const WORDS_ON_A_LINE = 3;
/** So does a described property, as long as its line is read at a glance: so many characters of it as JSON. */
const DESCRIBED_ON_A_LINE = 160;

/** The pieces of the file: the head, each path, each component. */
export async function* yamlPieces({ paths, components, ...head }: Json): AsyncGenerator<string> {
  const write = writerWith(await import('yaml'));
  yield write(head, 1);
  yield 'paths:\n';
  for (const [path, item] of Object.entries(paths as Json))
    yield below(1, write({ paths: { [path]: item } }, 3));
  yield 'components:\n';
  for (const [kind, named] of Object.entries(components as Record<string, Json>)) {
    yield `  ${kind}:\n`;
    for (const [name, component] of Object.entries(named)) {
      yield below(2, write({ components: { [kind]: { [name]: component } } }, 3));
    }
  }
}

export async function toYaml(document: Json): Promise<string> {
  let text = '';
  for await (const piece of yamlPieces(document)) text += piece;
  return text;
}

/** What stands below the first lines, which the pieces before have written. */
const below = (lines: number, text: string): string => text.split('\n').slice(lines).join('\n');

/** Short things stand on one line, and texts are not folded: a change is a change of one line. */
const writerWith =
  ({ Document, isCollection, isMap, isScalar }: typeof Yaml) =>
  (value: Json, openLevels: number): string => {
    const document = new Document(value, { aliasDuplicateObjects: false });
    const isOnOneLine = (node: unknown): boolean =>
      isScalar(node) || (isCollection(node) && node.flow === true);
    const decide = (node: unknown, key: string, level: number): void => {
      if (!isCollection(node)) return;
      if (isMap(node)) {
        for (const { key: inner, value: child } of node.items) decide(child, String(inner), level + 1);
        const plain = node.items.every(({ value: child }) => isOnOneLine(child));
        const short = node.has('description')
          ? JSON.stringify(node).length <= DESCRIBED_ON_A_LINE
          : node.items.length <= WORDS_ON_A_LINE || key === 'headers';
        node.flow = level >= openLevels && (key === 'example' || (plain && short));
      } else {
        for (const item of node.items) decide(item, '', level + 1);
        const few = /^(allOf|oneOf|security)$/.test(key) && node.items.length < WORDS_ON_A_LINE;
        node.flow =
          key === 'example' || node.items.every((item) => isScalar(item) || (few && isOnOneLine(item)));
      }
    };
    decide(document.contents, '', 0);
    return document.toString({ lineWidth: 0, flowCollectionPadding: true });
  };
