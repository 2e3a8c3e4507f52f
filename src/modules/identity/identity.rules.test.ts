/** The rules of identity: guessing, passwords, refreshing, changes of status. */
import { MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { GUESSING_WINDOW_MS, waitBeforeGuessMs } from './guessing.rules';
import { findPasswordWeakness, passwordLength } from './password.rules';
import { HAND_OUT_AFTER_MS, judgeRefresh, SAME_MOMENT_MS } from './refresh.rules';
import { findStepOfCode } from './second-factor/second-factor.rules';
import { findLacks, PROOF_LASTS_MS } from './standing.rules';
import { displayName, refuseStatusChange } from './user.rules';

const NOW = 1_800_000_000_000;

describe('guessing', () => {
  const failures = (count: number) => Array.from({ length: count }, (_, n) => NOW - (count - n) * 10);

  it.each([
    [0, 0],
    [4, 0],
    [5, SECOND_MS - 10],
    [6, 2 * SECOND_MS - 10],
    [9, 16 * SECOND_MS - 10],
    [10, GUESSING_WINDOW_MS - 100],
    [12, GUESSING_WINDOW_MS - 100],
  ])('after %i failures waits %i ms', (count, waitMs) => {
    expect(waitBeforeGuessMs(failures(count), NOW)).toBe(waitMs);
  });

  it('opens again as the oldest of ten leaves the window', () => {
    const old = [NOW - 14 * MINUTE_MS, ...failures(9)];
    expect(waitBeforeGuessMs(old, NOW)).toBe(MINUTE_MS);
  });
});

describe('passwords', () => {
  it.each([
    'password12345',
    'PasswordPassword',
    'qwertyuiop123',
    'aaaaaaaaaaaaaaaa',
    'abababababab',
    'mc-exchange 2026',
    'example.com-2026',
    'dana.kowalski77',
    'kowalski-dana-1',
  ])('refuses %s', (password) => {
    expect(findPasswordWeakness(password, 'dana.kowalski@example.com')).not.toBeNull();
  });

  it.each([
    'correct horse battery staple',
    'password of the year in my attic',
    'Wx7#kLm92!pQz',
    'тёмная ночь в порту',
    '午夜的卡车在高速公路上飞驰',
  ])('takes %s', (password) => {
    expect(findPasswordWeakness(password, 'dana.kowalski@example.com')).toBeNull();
  });

  it('counts characters as people do', () => {
    expect(passwordLength('🚚🚚🚚')).toBe(3);
    expect(passwordLength('e\u0301')).toBe(1);
  });
});

describe('refreshing', () => {
  const good = {
    usedAt: null,
    sessionRevokedAt: null,
    sessionExpiresAt: NOW + 1,
    userStatus: 'ACTIVE',
  } as const;

  it.each([
    ['a good token', {}, NOW, 'rotate'],
    ['a token spent a while before it was asked for', { usedAt: NOW - SAME_MOMENT_MS }, NOW, 'replay'],
    ['a token spent in the moment it was asked for', { usedAt: NOW - SAME_MOMENT_MS + 1 }, NOW, 'refuse'],
    ['a token spent while it was being asked for', { usedAt: NOW }, NOW - 1, 'refuse'],
    ['a token of a session that was ended', { sessionRevokedAt: NOW - 5 }, NOW, 'refuse'],
    [
      'a spent token of a session that was ended',
      { usedAt: NOW - 9, sessionRevokedAt: NOW - 5 },
      NOW,
      'refuse',
    ],
    ['a token of a session that is over', { sessionExpiresAt: NOW }, NOW, 'refuse'],
    ['a token of a suspended person', { userStatus: 'SUSPENDED' as const }, NOW, 'refuse'],
  ])('%s', (_what, change, askedAt, verdict) => {
    expect(judgeRefresh({ ...good, ...change }, askedAt, NOW)).toBe(verdict);
  });

  it('hands a pair out only when whoever comes back with the spent token is not forgiven any more', () => {
    expect(HAND_OUT_AFTER_MS).toBeGreaterThan(SAME_MOMENT_MS);
  });
});

describe('changes of status', () => {
  it.each([
    ['suspend', 'ACTIVE', null],
    ['suspend', 'SUSPENDED', 'wrong_status'],
    ['suspend', 'BLOCKED', 'wrong_status'],
    ['block', 'ACTIVE', null],
    ['block', 'SUSPENDED', null],
    ['block', 'BLOCKED', 'wrong_status'],
    ['unblock', 'ACTIVE', 'wrong_status'],
    ['unblock', 'SUSPENDED', null],
    ['unblock', 'BLOCKED', null],
  ] as const)('%s from %s: %s', (move, status, refusal) => {
    expect(refuseStatusChange(move, { id: 'user', status }, 'admin', ['admin'])).toBe(refusal);
  });

  it('spares oneself and the last admin', () => {
    expect(refuseStatusChange('block', { id: 'a', status: 'ACTIVE' }, 'a', ['a', 'b'])).toBe('own_account');
    expect(refuseStatusChange('block', { id: 'a', status: 'ACTIVE' }, 'b', ['a'])).toBe('last_admin');
    expect(refuseStatusChange('unblock', { id: 'a', status: 'BLOCKED' }, 'b', ['b'])).toBeNull();
  });
});

it('shows a person by first name and initial', () => {
  expect(displayName({ firstName: 'Dana', lastName: 'Kowalski' })).toBe('Dana K.');
  expect(displayName({ firstName: 'Dana', lastName: 'özil' })).toBe('Dana Ö.');
});

describe('what a person lacks', () => {
  const person = { roles: ['buyer'], emailVerifiedAt: NOW, hasSecondFactor: true, provedAt: NOW };
  const policy = {
    emailVerificationRequired: true,
    adminSecondFactorRequired: true,
    stepUp: 'second-factor',
  } as const;

  it.each([
    ['nothing', {}, {}, []],
    ['a proven address', { emailVerifiedAt: null }, {}, ['verified_email']],
    [
      'no proven address where none is asked for',
      { emailVerifiedAt: null },
      { emailVerificationRequired: false },
      [],
    ],
    ['a second factor, as an admin', { roles: ['admin'], hasSecondFactor: false }, {}, ['second_factor']],
    ['no second factor, as anybody else', { hasSecondFactor: false }, {}, []],
    ['a fresh proof, after a while', { provedAt: NOW - PROOF_LASTS_MS }, {}, ['fresh_proof']],
    ['no fresh proof until then', { provedAt: NOW - PROOF_LASTS_MS + 1 }, {}, []],
    ['a fresh proof, never having given one', { provedAt: null }, {}, ['fresh_proof']],
    ['no fresh proof without second factor', { provedAt: null, hasSecondFactor: false }, {}, []],
    [
      'a fresh proof without second factor where all give one',
      { provedAt: null, hasSecondFactor: false },
      { stepUp: 'always' as const },
      ['fresh_proof'],
    ],
  ])('is %s', (_what, facts, rules, lacks) => {
    expect(findLacks({ ...person, ...facts }, { ...policy, ...rules }, NOW)).toEqual(lacks);
  });
});

describe('codes of authenticator apps', () => {
  // RFC 6238, appendix B, in base32; the last six of its eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at second %i are those of the standard', (second, code) => {
    const step = Math.floor(second / 30);
    expect(findStepOfCode(secret, code, second * 1_000)).toBe(step);
    expect(findStepOfCode(secret, code, (second + 30) * 1_000)).toBe(step);
    expect(findStepOfCode(secret, code, (second - 30) * 1_000)).toBe(step);
    expect(findStepOfCode(secret, code, (second + 60) * 1_000)).toBeNull();
  });
});
