/** Reads a file as text, and tells tables from other text. */

const BYTE_ORDER_MARKS: readonly [string, string][] = [
  ['\xff\xfe', 'utf-16le'],
  ['\xfe\xff', 'utf-16be'],
];

/** Tabs, line ends and page breaks; nothing else that is not seen. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]/;

/** Null where it is no text. In UTF-8, UTF-16 with its mark, or what Excel on Windows writes. */
export function readText(content: Buffer): string | null {
  const start = content.subarray(0, 2).toString('latin1');
  const wide = BYTE_ORDER_MARKS.find(([mark]) => start === mark)?.[1];
  const text = wide ? decode(wide, content) : (decode('utf-8', content) ?? decode('windows-1252', content));
  return text === null || CONTROL.test(text) ? null : text;
}

function decode(encoding: string, content: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

const MARKUP = /^\s*<|<(?:!doctype|html|script|svg|iframe|object|embed|\?php|\?xml)/i;

export const isMarkup = (text: string): boolean => MARKUP.test(text);

const SEPARATORS = [',', ';', '\t'];
const LINES_COMPARED = 20;

/** Two lines or more, each with the same number of separators. */
export function isTable(text: string): boolean {
  const lines = text
    .slice(0, 100_000)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_COMPARED);
  if (lines.length < 2) return false;
  return SEPARATORS.some((separator) => {
    const [first = 0, ...others] = lines.map((line) => countOutsideQuotes(line, separator));
    return first > 0 && others.every((count) => count === first);
  });
}

const countOutsideQuotes = (line: string, separator: string): number =>
  line.replaceAll(/"[^"]*"/g, '').split(separator).length - 1;

const CELL_BEGINS = String.raw`(?:^|[,;\t\r\n])[ "']*`;
/** A cell that a spreadsheet would run: it begins like a formula, in narrow signs or wide ones, and is no number. */
const FORMULA = new RegExp(`${CELL_BEGINS}(?:[=@＝＠]|[+＋－-](?![\\d\\s.,]))[^,;\\t\\r\\n]*[(!|]`);
/** It begins like a number, reckons on, and calls something. */
const RECKONS = new RegExp(
  `${CELL_BEGINS}[+＋－-][\\d .]*[-+*/^&][^,;\\t\\r\\n]*(?:[A-Za-z]\\(|\\||![A-Za-z$])`,
);

export const hasFormula = (text: string): boolean => FORMULA.test(text) || RECKONS.test(text);
