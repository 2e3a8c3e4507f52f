/** The rules of identity: log-in throttle, passwords, refreshing, changes of status. */
import { MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { canonicalEmail, isEmailAddress, mailboxOf } from '../../platform/mail/address';
import { retryDelayMs } from './login-throttle.rules';
import { isGuessable } from './guessability';
import { findPasswordWeakness, passwordLength } from './password.rules';
import { wordsOf } from './passwords';
import { judgeRefresh, REPEATABLE_FOR_MS } from './refresh.rules';
import { findStepOfCode } from './second-factor/second-factor.rules';
import { findUnmetRequirements, STEP_UP_VALID_MS } from './requirements.rules';
import { displayName, refuseStatusChange } from './user.rules';

const NOW = 1_800_000_000_000;

describe('the log-in throttle', () => {
  const failures = (count: number) => Array.from({ length: count }, (_, n) => NOW - (count - n) * 10);

  it.each([
    [0, 0],
    [4, 0],
    [5, SECOND_MS - 10],
    [6, 2 * SECOND_MS - 10],
    [9, 16 * SECOND_MS - 10],
    [10, 32 * SECOND_MS - 10],
    [12, 128 * SECOND_MS - 10],
    [14, 5 * MINUTE_MS - 10],
    [40, 5 * MINUTE_MS - 10],
  ])('after %i failures waits %i ms', (count, waitMs) => {
    expect(retryDelayMs(failures(count), NOW)).toBe(waitMs);
  });
});

describe('an email address', () => {
  it.each([
    ['Dana.Kowalski@Example.com', 'dana.kowalski@example.com'],
    [" o'brien@example.com ", "o'brien@example.com"],
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['dana@B\u00fccher.example', 'dana@xn--bcher-kva.example'],
    ['dana@xn--bcher-kva.example', 'dana@xn--bcher-kva.example'],
    ['a+b@sub.example.co', 'a+b@sub.example.co'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(canonicalEmail(typed)).toBe(kept);
    expect(isEmailAddress(kept)).toBe(true);
  });

  it.each([
    'a,victim@x.co',
    '<victim@x.co>',
    'x@y.co(comment)',
    'mailto:dana@example.com',
    '"a b"@example.com',
    'a@b@example.com',
    'a@example..com',
    'a@.example.com',
    'a@-example.com',
    'a@example-.com',
    'a@example',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    '.a@example.com',
    'a..b@example.com',
    // One character too many, each part of it in order.
    `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(58)}.com`,
    'a\u200b@example.com',
    // Letters and marks to look at their kind, and nothing to look at.
    'a\u115fb@example.com',
    'a\ufe0fb@example.com',
    'a@exa\ufe0fmple.com',
    'a@exa\u034fmple.com',
    'a@exam\u00adple.com',
    'a\u2060@example.com',
    'a@\u200eexample.com',
    'a@example.com\r\nBcc: b@example.com',
    'a@%65xample.com',
    'a@example.com/',
    'a@example.com:25',
    'a@example.com?cc=b@example.com',
    'a@xn--a.example',
    '\uff4aohn@example.com',
    'o\ufb03ce@example.com',
    `${'a'.repeat(65)}@example.com`,
    // What some servers send on to another address.
    'victim%other.com@example.com',
    'other.com!victim@example.com',
    '=?utf-8?q?victim=40other.com=3e?=@example.com',
    '\u0301ana@example.com',
    'a;b@example.com',
    'a:b@example.com',
    'a\\b@example.com',
    'a@example.com.',
    'a@exa_mple.com',
    '@other.com:a@example.com',
  ])('is not %j', (typed) => {
    expect(isEmailAddress(canonicalEmail(typed))).toBe(false);
  });
});

describe('a mailbox', () => {
  it.each([
    ['gmail.com', 'd.ana+x@googlemail.com', 'dana@gmail.com'],
    ['proton.me', 'da_na+x@pm.me', 'dana@proton.me'],
    ['icloud.com', 'dana+x@me.com', 'dana@icloud.com'],
    ['outlook.com', 'dana+x+y@outlook.com', 'dana@outlook.com'],
    ['hotmail.com', 'Dana@hotmail.com', 'dana@hotmail.com'],
    ['live.com', 'dana+x@live.com', 'dana@live.com'],
    ['msn.com', 'da.na+x@msn.com', 'da.na@msn.com'],
    ['fastmail.com', 'dana+x@fastmail.com', 'dana@fastmail.com'],
    ['fastmail.fm', 'dana+x@fastmail.fm', 'dana@fastmail.fm'],
    ['others', 'da.na+x@example.com', 'da.na+x@example.com'],
  ])('of %s: %s is %s', (_provider, typed, mailbox) => {
    expect(mailboxOf(typed)).toBe(mailbox);
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
    ['a good token', {}, 'rotate'],
    ['a token spent a moment ago', { usedAt: NOW - REPEATABLE_FOR_MS + 1 }, 'repeat'],
    ['a token spent long ago', { usedAt: NOW - REPEATABLE_FOR_MS }, 'replay'],
    ['a token of a session that was ended', { sessionRevokedAt: NOW - 5 }, 'refuse'],
    ['a spent token of a session that was ended', { usedAt: NOW - 9, sessionRevokedAt: NOW - 5 }, 'refuse'],
    ['a token of a session that is over', { sessionExpiresAt: NOW }, 'refuse'],
    ['a token of a suspended person', { userStatus: 'SUSPENDED' as const }, 'refuse'],
  ])('%s', (_what, change, verdict) => {
    expect(judgeRefresh({ ...good, ...change }, NOW)).toBe(verdict);
  });
});

describe('changes of status', () => {
  it.each([
    ['suspend', 'ACTIVE', null],
    ['suspend', 'SUSPENDED', 'user_status_forbids'],
    ['suspend', 'BLOCKED', 'user_status_forbids'],
    ['block', 'ACTIVE', null],
    ['block', 'SUSPENDED', null],
    ['block', 'BLOCKED', 'user_status_forbids'],
    ['unblock', 'ACTIVE', 'user_status_forbids'],
    ['unblock', 'SUSPENDED', null],
    ['unblock', 'BLOCKED', null],
  ] as const)('%s from %s: %s', (move, status, refusal) => {
    expect(refuseStatusChange(move, { id: 'user', status }, 'admin', ['admin'])?.code ?? null).toBe(refusal);
  });

  it('spares one’s own account and the last admin', () => {
    expect(refuseStatusChange('block', { id: 'a', status: 'ACTIVE' }, 'a', ['a', 'b'])?.code).toBe(
      'own_account',
    );
    expect(refuseStatusChange('block', { id: 'a', status: 'ACTIVE' }, 'b', ['a'])?.code).toBe('last_admin');
    expect(refuseStatusChange('unblock', { id: 'a', status: 'BLOCKED' }, 'b', ['b'])).toBeNull();
  });
});

it('shows a user by first name and initial', () => {
  expect(displayName({ firstName: 'Dana', lastName: 'Kowalski' })).toBe('Dana K.');
  expect(displayName({ firstName: 'Dana', lastName: 'özil' })).toBe('Dana Ö.');
});

describe('the requirements that a user has not met', () => {
  const person = { roles: ['buyer'], emailVerifiedAt: NOW, hasSecondFactor: true, provedAt: NOW };
  const policy = {
    emailVerificationRequired: true,
    adminSecondFactorRequired: true,
    stepUp: 'second-factor',
  } as const;

  it.each([
    ['nothing', {}, {}, []],
    ['a verified address', { emailVerifiedAt: null }, {}, ['verified_email', 'proven_email']],
    [
      'no verified address where none is required',
      { emailVerifiedAt: null },
      { emailVerificationRequired: false },
      ['proven_email'],
    ],
    ['a second factor, as an admin', { roles: ['admin'], hasSecondFactor: false }, {}, ['second_factor']],
    ['no second factor, as anybody else', { hasSecondFactor: false }, {}, []],
    [
      'a recent step-up, after a while',
      { provedAt: NOW - STEP_UP_VALID_MS },
      {},
      ['recent_step_up', 'recent_code'],
    ],
    ['no recent step-up until then', { provedAt: NOW - STEP_UP_VALID_MS + 1 }, {}, []],
    ['a recent step-up, never having given one', { provedAt: null }, {}, ['recent_step_up', 'recent_code']],
    ['no recent code without second factor', { provedAt: null, hasSecondFactor: false }, {}, []],
    [
      'a recent step-up without second factor where everybody needs one',
      { provedAt: null, hasSecondFactor: false },
      { stepUp: 'always' as const },
      ['recent_step_up'],
    ],
  ])('is %s', (_what, facts, rules, unmet) => {
    expect(findUnmetRequirements({ ...person, ...facts }, { ...policy, ...rules }, NOW)).toEqual(unmet);
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

test.each([
  ['Summer2026!!', true],
  ['P@$$w0rd2026!', true],
  ['hunter2hunter2', true],
  ['logistics123', true],
  ['peterbilt379!!', true],
  ['FMCSA2026fmcsa', true],
  ['Kowalski2026', true],
  ['correct horse battery staple 9', true],
  ['OwnerOperator2026!', true],
  ['Truckin4Life!', true],
  ['+13125550142', true],
  ['3125550142aa', true],
  ['three green trucks roll', false],
])('a password is judged as attackers guess: %s', async (password, guessable) => {
  const dana = { email: 'dana.kowalski@example.com', phone: '+1 (312) 555-0142' };
  expect(await isGuessable(password, wordsOf(dana))).toBe(guessable);
});
