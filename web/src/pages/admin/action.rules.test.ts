/** How acts of the log, and what else has a code, are read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminWords } from '../../words/admin';
import {
  sayAction,
  sayDisputeReason,
  sayGatewayEvent,
  sayPart,
  saySubject,
  withoutRequests,
} from './action.rules';

const PRODUCT = join(__dirname, '../../../../src');
const { log } = adminWords;

const readSources = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const at = join(folder, entry.name);
      if (entry.isDirectory()) return readSources(at);
      return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? readFileSync(at, 'utf8') : '';
    })
    .join('\n');

const sources = readSources(PRODUCT);
const found = (pattern: RegExp): string[] => [
  ...new Set([...sources.matchAll(pattern)].map(([, code = '']) => code)),
];

it('has a text of its own for every act, and names no act that the log does not know', () => {
  const list = readFileSync(join(PRODUCT, 'modules/audit/actions.ts'), 'utf8');
  const acts = [...list.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, act]) => act);
  expect(acts.length).toBeGreaterThan(200);
  expect(Object.keys(log.action).toSorted()).toEqual(acts.toSorted());
  const texts = Object.values(log.action);
  expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  expect(texts.filter((text) => /[_.]|undefined/.test(text))).toEqual([]);
});

it('has a text for whatever is acted on, for who acts by itself, and for what a gateway tells', () => {
  const things = [
    ...found(/\bsubject(?:Of)?\b[^\n]*\{ type: '([a-z_]+)'/g),
    ...found(/\bSUBJECT = '([a-z_]+)'/g),
    ...found(/\{ type: '([a-z_]+)', id(?:: \w+)? \}/g),
    ...found(/\bsubject: `([a-z ]+) \$/g).map((type) => type.replaceAll(' ', '_')),
  ];
  expect(things.length).toBeGreaterThan(50);
  expect(things.filter((type) => saySubject(type) === log.other.subject)).toEqual([]);
  const parts = [
    ...found(/\bsystemActor\('([\w .-]+)'/g),
    ...readdirSync(join(PRODUCT, 'modules')),
    ...found(/\bqueue\.handle\('([a-z_.]+)'/g),
  ];
  expect(parts.filter((part) => sayPart(part) === log.other.part)).toEqual([]);
  const told = found(
    /^ {2}'((?:\w+\.)+\w+)': (?:\w+\(|payment|refund|charge|checkout|invoice|identity|transfer)/gm,
  );
  expect(told.length).toBeGreaterThan(20);
  expect(told.filter((type) => sayGatewayEvent(type) === log.other.gatewayEvent)).toEqual([]);
});

it('makes no text of a code', () => {
  for (const say of [sayAction, saySubject, sayPart, sayGatewayEvent, sayDisputeReason])
    for (const code of ['thing.never_heard_of', 'constructor']) {
      expect([...Object.values(log.other), adminWords.codes.otherDisputeReason]).toContain(say(code));
    }
});

it('leaves the requests out of what is to be done', () => {
  expect(
    withoutRequests(
      'Read where it goes (POST /admin/payouts/1/bank-account), send the wire and record it (POST /admin/payouts/1/record-wire), or give it up (…/refuse-wire).',
    ),
  ).toBe('Read where it goes, send the wire and record it, or give it up.');
  expect(withoutRequests('It goes when that is over; or give it up: POST /admin/payouts/1/give-up.')).toBe(
    'It goes when that is over; or give it up.',
  );
  expect(
    withoutRequests(
      'Look for its job (GET /admin/jobs), revive it (POST /admin/jobs/{id}/revive); or give it back: POST /admin/payments/1/give-back.',
    ),
  ).toBe('Look for its job, revive it; or give it back.');
  expect(withoutRequests('Divide it: POST /transactions/1/admin/resolve with the outcome of the deal.')).toBe(
    'Divide it with the outcome of the deal.',
  );
});

it('says why a bank disputes a payment', () =>
  expect(sayDisputeReason('fraudulent')).toBe('The payer says that they did not pay it'));
