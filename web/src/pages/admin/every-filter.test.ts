/** Whatever administrators can narrow a list by through the interface can be chosen on its page. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCUMENT = join(__dirname, '../../../../docs/openapi.yaml');

/** By the path of a list: the folder of its page. */
const PAGES: Readonly<Record<string, string>> = {
  '/admin/action-log': 'audit',
  '/admin/action-log/export': 'audit',
  '/admin/brokers': 'brokers',
  '/admin/closings': 'closings',
  '/admin/contests': 'control',
  '/admin/disputes': 'disputes',
  '/admin/documents': 'documents',
  '/admin/featured': 'featured',
  '/admin/ledger': 'money/transfers',
  '/admin/listings': 'listings',
  '/admin/mail': 'mail',
  '/admin/message-reports': 'message-reports',
  '/admin/offers': 'offers',
  '/admin/out-of-service-waivers': 'waivers',
  '/admin/outside-refunds': 'money/refunds',
  '/admin/payments': 'money/payments',
  '/admin/payments/disputes': 'money/card-disputes',
  '/admin/payouts': 'money/payouts',
  '/admin/premium-access': 'premium-access',
  '/admin/premium-requests': 'premium',
  '/admin/prepared': 'prepared',
  '/admin/refunds': 'money/refunds',
  '/admin/reports': 'reports',
  '/admin/reviews': 'reviews',
  '/admin/settings/history': 'settings',
  '/admin/subscriptions': 'subscriptions',
  '/admin/support/conversations': 'support',
  '/admin/telephone-answers': 'telephone-answers',
  '/admin/transactions': 'deals',
  '/admin/unassigned-money': 'money/unassigned',
  '/admin/users': 'users',
  '/admin/verifications': 'verifications',
  '/admin/webhook-endpoints': 'webhook-endpoints',
  '/admin/webhooks': 'money/events',
  '/admin/wires': 'money/wires',
};

/** Narrowed by the page itself, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '/admin/analytics/deals': 'One page of all reports, with the same two days.',
  '/admin/analytics/listings': 'One page of all reports, with the same two days.',
  '/admin/analytics/revenue': 'One page of all reports, with the same two days.',
  '/admin/analytics/users': 'One page of all reports, with the same two days.',
  '/admin/broadcast/preview': 'Asked for by the form of a message.',
  '/admin/filters': 'Each page asks for its own.',
  '/admin/ledger/balance': 'Asked for by a form.',
  '/admin/notes': 'Each page asks for those of its own.',
};

/** A control of another name: one press of it asks for just this. */
const NAMED_ELSE: Readonly<Record<string, string>> = {
  '/admin/disputes waitingFor': 'forUs',
  '/admin/contests state': 'contests',
};

/** Read by its lines: parsing all of it would take longer than all other tests of the pages. */
function filtersOfOffice(): Map<string, string[]> {
  const lines = readFileSync(DOCUMENT, 'utf8').split('\n');
  const shared = new Map<string, string>();
  lines.forEach((line, at) => {
    const inOne = /^ {4}(\w+): \{ name: ([\w]+), in: query/.exec(line);
    if (inOne) shared.set(inOne[1] ?? '', inOne[2] ?? '');
    const named = /^ {6}name: (\w+)$/.exec(line);
    const name = /^ {4}(\w+):$/.exec(lines[at - 1] ?? '');
    if (named && name && lines[at + 1]?.trim() === 'in: query') shared.set(name[1] ?? '', named[1] ?? '');
  });
  const found = new Map<string, string[]>();
  let path = '';
  let method = '';
  lines.forEach((line, at) => {
    path = /^ {2}(\/\S+):$/.exec(line)?.[1] ?? path;
    method = /^ {4}(\w+):$/.exec(line)?.[1] ?? method;
    if (!path.startsWith('/admin/') || method !== 'get') return;
    const named = /^ {8}- (?:\{ )?name: (\w+)/.exec(line);
    const isQuery = line.includes('in: query') || lines[at + 1]?.trim() === 'in: query';
    const reference = /#\/components\/parameters\/(\w+)"/.exec(line);
    const parameter = named && isQuery ? named[1] : reference ? shared.get(reference[1] ?? '') : undefined;
    if (parameter === undefined || ['cursor', 'page', 'limit', 'format'].includes(parameter)) return;
    found.set(path, [...(found.get(path) ?? []), parameter]);
  });
  return found;
}

function controlsOf(folder: string): string[] {
  const at = join(__dirname, folder);
  const source = readdirSync(at)
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(join(at, file), 'utf8'))
    .join('\n');
  return [
    ...[...source.matchAll(/\bkey: '(\w+)'/g)].map(([, key = '']) => key),
    ...(source.includes('RECORD_FILTERS') ? ['search', 'from', 'to', 'order'] : []),
  ];
}

const filters = filtersOfOffice();

it('has a control for every filter of every list', () => {
  const missing = [...filters].flatMap(([path, names]) => {
    if (path in ELSEWHERE) return [];
    const folder = PAGES[path];
    if (folder === undefined) return [`${path}: on no page`];
    const controls = controlsOf(folder);
    return names
      .filter((name) => !controls.includes(NAMED_ELSE[`${path} ${name}`] ?? name))
      .map((name) => `${path} ${name}`);
  });
  expect(filters.size).toBeGreaterThan(30);
  expect(missing).toEqual([]);
});

it('names no list that is gone', () =>
  expect([...Object.keys(PAGES), ...Object.keys(ELSEWHERE)].filter((path) => !filters.has(path))).toEqual(
    [],
  ));
