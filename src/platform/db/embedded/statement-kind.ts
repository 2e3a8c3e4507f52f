/** Tells from the text of a statement whether it must queue as a write and what it does to a transaction. */

export type StatementKind = 'read' | 'write' | 'schema' | 'commit' | 'rollback';

const leadingBlanks = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*/;
const writingVerbs = /\b(?:INSERT|UPDATE|DELETE|REPLACE)\b/i;

const kindsByVerb: ReadonlyMap<string, StatementKind> = new Map([
  ['SELECT', 'read'],
  ['VALUES', 'read'],
  ['EXPLAIN', 'read'],
  ['CREATE', 'schema'],
  ['ALTER', 'schema'],
  ['DROP', 'schema'],
  ['COMMIT', 'commit'],
  ['END', 'commit'],
]);

/** In doubt the answer is a write, which is only slower: it waits for its turn where a read would not. */
export function kindOf(sql: string): StatementKind {
  const verb = /^[a-z]+/i.exec(sql.replace(leadingBlanks, ''))?.[0].toUpperCase() ?? '';
  if (verb === 'WITH') return writingVerbs.test(sql) ? 'write' : 'read';
  if (verb === 'PRAGMA') return sql.includes('=') ? 'write' : 'read';
  if (verb === 'ROLLBACK') return /\bTO\b/i.test(sql) ? 'write' : 'rollback';
  return kindsByVerb.get(verb) ?? 'write';
}
