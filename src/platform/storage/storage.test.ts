/** What every file store promises: one suite, held against the one on disk and the one on S3; and what each does besides. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { S3_BUCKET, startS3 } from '../../../tests/support/s3-stand-in';
import { createLogger } from '../kernel/logger';
import { Problem } from '../http/problem';
import { createDiskStorage } from './disk';
import { createS3Storage } from './s3';
import type { Storage } from './storage';

interface Store {
  storage: Storage;
  /** Everything that lies in it, whole or in parts. */
  kept(): string[];
  close(): Promise<void>;
}

const log = createLogger({ level: 'error', pretty: false, folder: undefined, silent: true });

function openDisk(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-files-'));
  return Promise.resolve({
    storage: createDiskStorage(folder),
    kept: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name),
    close: () => Promise.resolve(rmSync(folder, { recursive: true })),
  });
}

const settingsOf = (endpoint: string, timeoutMs = 5_000) => ({
  ...{ endpoint, region: 'us-east-1', bucket: S3_BUCKET, forcePathStyle: true, timeoutMs },
  ...{ accessKeyId: 'test-key', secretAccessKey: 'test-secret' },
});

async function openS3(): Promise<Store> {
  const s3 = await startS3();
  const storage = createS3Storage(settingsOf(s3.endpoint), log);
  return {
    storage,
    kept: () => [...s3.objects.keys(), ...s3.uploads.keys()],
    async close() {
      await storage.close();
      await s3.close();
    },
  };
}

/** More than one part of an upload to S3. */
const LARGE = Buffer.alloc(6 * 1024 * 1024, 'large');

describe.each([
  ['on disk', openDisk],
  ['on S3', openS3],
])('the file store %s', (_, open) => {
  let store: Store;
  let storage: Storage;
  beforeAll(async () => {
    store = await open();
    ({ storage } = store);
  });
  afterAll(() => store.close());

  const read = async (key: string, range?: { start: number; end: number }) => {
    const stream = await storage.open(key, range);
    return stream && (await buffer(stream)).toString();
  };

  it('keeps bytes, files and streams alike, until they are deleted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-given-'));
    const given = join(folder, 'given.txt');
    writeFileSync(given, 'from a file');
    for (const [content, text] of [
      [Buffer.from('from bytes'), 'from bytes'],
      [{ path: given }, 'from a file'],
      [Readable.from(['from ', 'a stream']), 'from a stream'],
      [Readable.from([LARGE]), LARGE.toString()],
      [Buffer.alloc(0), ''],
    ] as const) {
      const key = storage.newKey('tests');
      expect(await storage.put(key, content)).toBe(text.length);
      expect(await storage.exists(key)).toBe(true);
      expect((await read(key)) === text).toBe(true);
      await storage.delete(key);
      await storage.delete(key);
      expect(await storage.exists(key)).toBe(false);
      expect(await storage.open(key)).toBeNull();
    }
    rmSync(folder, { recursive: true });
    expect(store.kept()).toEqual([]);
  });

  it('reads a part', async () => {
    const key = storage.newKey('tests');
    await storage.put(key, Buffer.from('0123456789'));
    expect(await read(key, { start: 2, end: 4 })).toBe('234');
    expect(await read(key, { start: 0, end: 0 })).toBe('0');
    await storage.delete(key);
    expect(await storage.open(key, { start: 0, end: 1 })).toBeNull();
  });

  it('lists a shelf, all of it and nothing else', async () => {
    const keys = Array.from({ length: 5 }, () => storage.newKey('tests'));
    const other = storage.newKey('others');
    for (const key of [...keys, other]) await storage.put(key, Buffer.from('x'));
    const listed: string[] = [];
    for await (const { key, storedAt } of storage.list('tests')) {
      listed.push(key);
      expect(Math.abs(Date.now() - storedAt)).toBeLessThan(60_000);
    }
    expect(listed.sort()).toEqual(keys.sort());
    for (const key of [...keys, other]) await storage.delete(key);
    for await (const { key } of storage.list('nothing')) expect(key).toBeNull();
  });

  it('leaves nothing of a stream that breaks off, early or late', async () => {
    for (const first of [Buffer.from('half of it'), LARGE]) {
      async function* brokenOff() {
        yield first;
        await Promise.resolve();
        throw new Error('The line was cut.');
      }
      const key = storage.newKey('tests');
      await expect(storage.put(key, Readable.from(brokenOff()))).rejects.toThrow('cut');
      expect(await storage.exists(key)).toBe(false);
    }
    expect(store.kept()).toEqual([]);
  });

  it('makes keys that nobody guesses, and follows no other', async () => {
    const keys = new Set(Array.from({ length: 1_000 }, () => storage.newKey('tests')));
    expect(keys.size).toBe(1_000);
    const [key = ''] = keys;
    const bad = ['../../etc/passwd', `tests/../${key}`, '/etc/passwd', 'tests/', `${key}/..`, `${key}\n`, ''];
    for (const each of bad) {
      await expect((async () => storage.open(each))()).rejects.toThrow('not a key');
      await expect((async () => storage.delete(each))()).rejects.toThrow('not a key');
      await expect((async () => storage.put(each, Buffer.from('x')))()).rejects.toThrow('not a key');
      await expect((async () => storage.signedUrl(each, 60))()).rejects.toThrow('not a key');
    }
    expect(() => storage.newKey('../up')).toThrow('not a key');
  });

  it('says that it can be written to', () => expect(storage.ping()).resolves.toBeUndefined());
});

describe('the file store on disk', () => {
  it('clears away what a crash left half-written, and nothing that is still arriving', async () => {
    const { storage, close } = await openDisk();
    const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-files-'));
    const other = createDiskStorage(folder);
    await other.ping();
    const arriving = join(folder, 'arriving');
    mkdirSync(arriving, { recursive: true });
    writeFileSync(join(arriving, 'old'), 'x');
    writeFileSync(join(arriving, 'new'), 'x');
    const twoHoursAgo = Date.now() / 1000 - 7_200;
    utimesSync(join(arriving, 'old'), twoHoursAgo, twoHoursAgo);
    expect(await other.deleteAbandoned()).toBe(1);
    expect(readdirSync(arriving)).toEqual(['new']);
    rmSync(folder, { recursive: true });
    expect(await storage.signedUrl(storage.newKey('tests'), 60)).toBeNull();
    await close();
  });

  it('says when nothing can be stored', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-files-'));
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await expect(createDiskStorage(join(file, 'below')).ping()).rejects.toThrow();
    rmSync(folder, { recursive: true });
  });
});

describe('the file store on S3', () => {
  let s3: Awaited<ReturnType<typeof startS3>>;
  let storage: Storage;
  beforeAll(async () => {
    s3 = await startS3();
    storage = createS3Storage(settingsOf(s3.endpoint, 300), log);
  });
  afterEach(() => s3.fail(null));
  afterAll(async () => {
    await storage.close();
    await s3.close();
  });

  const failureOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => null,
      (error: unknown) => error,
    );

  it('signs addresses that open one file for a while', async () => {
    const key = storage.newKey('tests');
    await storage.put(key, Buffer.from('for a while'));
    const url = String(await storage.signedUrl(key, 60));
    expect(await (await fetch(url)).text()).toBe('for a while');
    expect((await fetch(url.replace(/&X-Amz-Signature=\w+/, ''))).status).toBe(403);
    expect((await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=-1'))).status).toBe(403);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(403);
    await storage.delete(key);
  });

  it('gets over what passes by itself', async () => {
    const key = storage.newKey('tests');
    for (const fault of ['busy', 'cut'] as const) {
      s3.fail(fault, 1);
      expect(await storage.put(key, Buffer.from('kept'))).toBe(4);
      s3.fail('busy', 1);
      expect((await buffer((await storage.open(key)) ?? Readable.from([]))).toString()).toBe('kept');
    }
    await storage.delete(key);
  });

  it.each(['busy', 'slow', 'cut'] as const)('says that trying again helps where it is %s', async (fault) => {
    const key = storage.newKey('tests');
    s3.fail(fault);
    const calls: (() => Promise<unknown>)[] = [
      () => storage.put(key, Buffer.from('x')),
      () => storage.put(key, Readable.from(['x'])),
      () => storage.delete(key),
      ...(fault === 'cut' ? [] : [() => storage.open(key), () => storage.exists(key)]),
    ];
    for (const call of calls) {
      const failure = await failureOf(call());
      expect(failure).toBeInstanceOf(Problem);
      expect(failure).toMatchObject({ code: 'service_unavailable', extras: { retryAfterSeconds: 30 } });
    }
    if (fault !== 'cut') await expect(storage.ping()).rejects.toThrow();
    s3.fail(null);
    expect([...s3.objects.keys()].filter((stored) => stored === key)).toEqual([]);
  });

  it('says at once, and not that it passes, where it is refused', async () => {
    s3.fail('denied');
    const before = s3.requests();
    const failure = await failureOf(storage.put(storage.newKey('tests'), Buffer.from('x')));
    expect(failure).not.toBeInstanceOf(Problem);
    expect(String(failure)).toContain('refuses to store');
    expect(s3.requests()).toBe(before + 1);
    await expect(storage.ping()).rejects.toThrow();
  });

  it('does not take the half of a file for the whole', async () => {
    const key = storage.newKey('tests');
    await storage.put(key, Buffer.from('a whole file'));
    s3.fail('cut');
    const stream = await storage.open(key);
    await expect(buffer(stream ?? Readable.from([]))).rejects.toThrow();
    s3.fail(null);
    await storage.delete(key);
  });

  it('aborts uploads that a crash left open', async () => {
    s3.uploads.set('old', {
      key: storage.newKey('tests'),
      at: Date.now() - 25 * 3_600_000,
      parts: new Map(),
    });
    s3.uploads.set('new', { key: storage.newKey('tests'), at: Date.now(), parts: new Map() });
    expect(await storage.deleteAbandoned()).toBe(1);
    expect([...s3.uploads.keys()]).toEqual(['new']);
  });
});
