/**
 * Puts every word of the app in brackets, as another language would stand in its place: what a page then shows without
 * them does not come from `src/words`. Numbers, days and sums are written as in German, where the language says how.
 * Asked for by WORDS=bracketed; the tests do.
 */
import type { Plugin } from 'vite';

interface Node {
  type: string;
  start: number;
  end: number;
  [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The name of a language for `Intl`, as the words have it and as a reader of brackets would. */
const [LOCALE, OTHER_LOCALE] = ['en-US', 'de-DE'];

const LETTER = /\p{L}/u;

/** Where texts begin and end: neither names of properties, nor of files, nor what is compared. */
function findTexts(node: Node, found: [number, number][] = []): [number, number][] {
  if (node.type === 'Literal' && typeof node.value === 'string' && LETTER.test(node.value)) {
    found.push([node.start + 1, node.end - 1]);
  }
  if (node.type === 'TemplateLiteral') found.push([node.start + 1, node.end - 1]);
  for (const [part, value] of Object.entries(node)) {
    const isName = part === 'source' || (part === 'key' && node.type === 'Property');
    if (isName || node.type === 'BinaryExpression') continue;
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(each)) findTexts(each, found);
    }
  }
  return found;
}

export const bracketedWords = (): Plugin => ({
  name: 'bracketed-words',
  enforce: 'post',
  transform(code, id) {
    if (!id.includes('/src/words/en/')) return undefined;
    const written = code.replaceAll(LOCALE, OTHER_LOCALE);
    const marks = findTexts(this.parse(written) as unknown as Node)
      .filter(([start, end]) => written.slice(start, end) !== OTHER_LOCALE)
      .flatMap(([start, end]): [number, string][] => [
        [start, '⟦'],
        [end, '⟧'],
      ])
      .toSorted(([one], [other]) => other - one);
    return marks.reduce((text, [at, mark]) => text.slice(0, at) + mark + text.slice(at), written);
  },
});
