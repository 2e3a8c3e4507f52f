/** What every file store promises, held against the one on disk. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createDiskStorage } from './disk';

describe('the file store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-files-'));
  const storage = createDiskStorage(join(folder, 'files'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const filesBelow = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  const read = async (key: string) => {
    const stream = await storage.open(key);
    return stream && (await buffer(stream)).toString();
  };

  it('keeps bytes, files and streams alike, until they are deleted', async () => {
    const given = join(folder, 'given.txt');
    writeFileSync(given, 'from a file');
    for (const [content, text] of [
      [Buffer.from('from bytes'), 'from bytes'],
      [{ path: given }, 'from a file'],
      [Readable.from(['from ', 'a stream']), 'from a stream'],
    ] as const) {
      const key = storage.newKey('tests');
      expect(await storage.put(key, content)).toBe(text.length);
      expect(await storage.exists(key)).toBe(true);
      expect(await read(key)).toBe(text);
      await storage.delete(key);
      await storage.delete(key);
      expect(await storage.exists(key)).toBe(false);
      expect(await storage.open(key)).toBeNull();
    }
    rmSync(given);
  });

  it('leaves nothing of a stream that breaks off', async () => {
    const before = filesBelow();
    async function* brokenOff() {
      yield 'half of it';
      await Promise.resolve();
      throw new Error('The line was cut.');
    }
    const key = storage.newKey('tests');
    await expect(storage.put(key, Readable.from(brokenOff()))).rejects.toThrow('cut');
    expect(await storage.exists(key)).toBe(false);
    expect(filesBelow()).toEqual(before);
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
    }
    expect(() => storage.newKey('../up')).toThrow('not a key');
  });

  it('clears away what a crash left half-written, and nothing that is still arriving', async () => {
    await storage.ping();
    const arriving = join(folder, 'files', 'arriving');
    mkdirSync(arriving, { recursive: true });
    writeFileSync(join(arriving, 'old'), 'x');
    writeFileSync(join(arriving, 'new'), 'x');
    const twoHoursAgo = Date.now() / 1000 - 7_200;
    utimesSync(join(arriving, 'old'), twoHoursAgo, twoHoursAgo);
    expect(await storage.deleteAbandoned()).toBe(1);
    expect(readdirSync(arriving)).toEqual(['new']);
  });

  it('says when nothing can be stored', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await expect(createDiskStorage(join(file, 'below')).ping()).rejects.toThrow();
  });
});
