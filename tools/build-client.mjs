/**
 * Makes the client from the document: the types of the interface, which operations act once under a key, every code of a
 * problem, what goes over a socket; then compiles it. `--to FOLDER` leaves all of it there instead of in `client`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const to = process.argv.includes('--to')
  ? resolve(process.argv[process.argv.indexOf('--to') + 1])
  : join(root, 'client');
if (to !== join(root, 'client')) cpSync(join(root, 'client'), to, { recursive: true });

const document = parse(readFileSync(join(root, 'docs/openapi.yaml'), 'utf8'));
const KEY = 'Idempotency-Key';

const parameterOf = ({ $ref, ...own }) =>
  $ref ? document.components.parameters[$ref.split('/').at(-1)] : own;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);
const idempotent = operations
  .filter(({ operation }) => (operation.parameters ?? []).some((each) => parameterOf(each).name === KEY))
  .map(({ name }) => name);

// The client sends one of its own where nobody gives one.
for (const parameter of Object.values(document.components.parameters)) {
  if (parameter.name === KEY) parameter.required = false;
}
for (const { operation } of operations) {
  for (const parameter of operation.parameters ?? []) if (parameter.name === KEY) parameter.required = false;
}

const codes = new Set();
(function collect(node) {
  if (typeof node !== 'object' || node === null) return;
  const values = node.properties?.code?.enum;
  if (Array.isArray(values) && node.required?.includes('code')) values.forEach((code) => codes.add(code));
  Object.values(node).forEach(collect);
})({ paths: document.paths, responses: document.components.responses });

// What goes over sockets besides the events of the log, which the document has: by the schemas of the product.
const SOCKETS = `
  const { z } = require('zod');
  const { PASSING, COMMANDS } = require('./src/modules/live/live.schema');
  const of = (events) => z.toJSONSchema(z.strictObject(Object.fromEntries(
    Object.entries(events).map(([name, { when, data }]) => [name, data.describe(when)]))));
  process.stdout.write(JSON.stringify({ LivePassingEvents: of(PASSING), LiveCommands: of(COMMANDS) }));
`;
const asComponents = (node) =>
  JSON.parse(JSON.stringify(node).replaceAll('"#/$defs/', '"#/components/schemas/'));
const sockets = JSON.parse(
  execFileSync(process.execPath, ['-r', './tests/support/run-typescript.cjs', '-e', SOCKETS], {
    cwd: root,
    encoding: 'utf8',
  }),
);
for (const [name, { $defs, $schema: _, ...schema }] of Object.entries(sockets)) {
  document.components.schemas[name] = asComponents(schema);
  for (const [id, shared] of Object.entries($defs ?? {}))
    document.components.schemas[id] ??= asComponents(shared);
}

const source = join(to, 'src');
mkdirSync(source, { recursive: true });
const list = (values) =>
  [...values]
    .sort()
    .map((value) => `  '${value}',`)
    .join('\n');
writeFileSync(
  join(source, 'operations.ts'),
  `/** Made from the document. */

/** Operations that act once under an \`Idempotency-Key\`. */
export const IDEMPOTENT: ReadonlySet<string> = new Set([
${list(idempotent)}
]);

/** Every code of a problem. */
export const PROBLEM_CODES = [
${list(codes)}
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];
`,
);
const described = join(to, 'openapi.json');
writeFileSync(described, JSON.stringify(document));
execFileSync(
  process.execPath,
  [
    join(root, 'node_modules/openapi-typescript/bin/cli.js'),
    ...[described, '--default-non-nullable', 'false', '-o', join(source, 'schema.d.ts')],
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
rmSync(described);
execFileSync(process.execPath, [join(root, 'node_modules/typescript7/bin/tsc'), '-p', to], {
  stdio: 'inherit',
});
cpSync(join(source, 'schema.d.ts'), join(to, 'dist/schema.d.ts'));
