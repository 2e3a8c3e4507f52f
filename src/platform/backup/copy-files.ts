/** Copies the files that people handed in, from wherever they are kept into a folder, and back. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readKey, type Storage } from '../storage/storage';

const LIST = 'files.sha256';

export interface CopiedFiles {
  files: number;
  bytes: number;
  /** Of the list of all of them with their digests. */
  sha256: string;
}

const pathOf = (folder: string, key: string): string => {
  const { shelf, name } = readKey(key);
  return join(folder, shelf, name);
};

function digesting() {
  const digest = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { through, digest: () => digest.digest('hex'), bytes: () => bytes };
}

/** After the database: a file that comes meanwhile is copied without its row, which harms nobody. */
export async function copyFilesOut(storage: Storage, folder: string): Promise<CopiedFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lines: string[] = [];
  let total = 0;
  for (const shelf of await storage.shelves()) {
    await mkdir(join(folder, shelf), { mode: 0o700 });
    for await (const { key } of storage.list(shelf)) {
      const content = await storage.open(key);
      // Deleted since it was listed.
      if (!content) continue;
      const { through, digest, bytes } = digesting();
      await pipeline(content, through, createWriteStream(pathOf(folder, key), { flags: 'wx', mode: 0o600 }));
      total += bytes();
      lines.push(`${digest()}  ${key}\n`);
    }
  }
  const list = lines.toSorted().join('');
  await writeFile(join(folder, LIST), list, { mode: 0o600 });
  return { files: lines.length, bytes: total, sha256: createHash('sha256').update(list).digest('hex') };
}

/** @throws Error where a file is not what was copied. */
export async function copyFilesIn(storage: Storage, folder: string, copied: CopiedFiles): Promise<void> {
  const list = await readFile(join(folder, LIST));
  if (createHash('sha256').update(list).digest('hex') !== copied.sha256) {
    throw new Error('The list of the copied files is not what was copied: it is damaged, or was changed.');
  }
  for await (const line of createInterface({ input: createReadStream(join(folder, LIST)) })) {
    const [sha256 = '', key = ''] = line.split('  ');
    const path = pathOf(folder, key);
    const { through, digest } = digesting();
    await pipeline(createReadStream(path), through.resume());
    if (digest() !== sha256) throw new Error(`The copy of the file ${key} is damaged, or was changed.`);
    await storage.put(key, { path });
  }
}
