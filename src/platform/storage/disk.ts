/** The file store on this machine's disk: whole files only, each put in its place by one rename. */
import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HOUR_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { type Content, isShelf, keyOf, newStorageKey, readKey, type Storage } from './storage';

/** No upload takes as long as this: whatever is older was left by a process that died. */
const ABANDONED_AFTER_MS = HOUR_MS;

/** Where files are written before they are whole. */
const ARRIVING = 'arriving';

const OWNER_ONLY = { folder: 0o700, file: 0o600 };

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

export function createDiskStorage(folder: string): Storage {
  // On the same disk as the files, or the rename would be a copy.
  const arriving = join(folder, ARRIVING);

  /** Two characters of the name make a folder, so that none of them grows beyond what a file system likes. */
  const placeOf = (key: string) => {
    const { shelf, name } = readKey(key);
    const shelfFolder = join(folder, shelf, name.slice(0, 2));
    return { shelfFolder, path: join(shelfFolder, name.slice(2)) };
  };

  const makeFolder = (path: string) => mkdir(path, { recursive: true, mode: OWNER_ONLY.folder });

  const exists = async (path: string): Promise<boolean> => {
    try {
      await access(path);
      return true;
    } catch {
      return false;
    }
  };

  return {
    newKey: newStorageKey,

    async put(key, content) {
      const { shelfFolder, path } = placeOf(key);
      await Promise.all([makeFolder(arriving), makeFolder(shelfFolder)]);
      const draft = join(arriving, newId());
      try {
        const target = createWriteStream(draft, { flags: 'wx', mode: OWNER_ONLY.file, flush: true });
        await pipeline(readerOf(content), target);
        await rename(draft, path);
        await syncFolder(shelfFolder);
        return target.bytesWritten;
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },

    async open(key, range) {
      const { path } = placeOf(key);
      try {
        // Opened before it is answered: what is deleted meanwhile can still be read to its end.
        const file = await open(path, 'r');
        return file.createReadStream(range);
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },

    exists: (key) => exists(placeOf(key).path),
    delete: (key) => rm(placeOf(key).path, { force: true }),

    signedUrl(key) {
      readKey(key);
      return Promise.resolve(null);
    },

    async shelves() {
      return (await namesIn(folder)).filter((name) => isShelf(name) && name !== ARRIVING).toSorted();
    },

    async *list(shelf) {
      for (const start of await namesIn(join(folder, shelf))) {
        for (const rest of await namesIn(join(folder, shelf, start))) {
          const key = keyOf(shelf, start + rest);
          const written = key && (await stat(join(folder, shelf, start, rest)).catch(() => null));
          // What is gone since the folder was read is not there any more.
          if (key && written) yield { key, storedAt: written.mtimeMs };
        }
      }
    },

    async deleteAbandoned() {
      await makeFolder(arriving);
      // The machine's clock, which stamps files, and not the one that can be moved.
      const before = Date.now() - ABANDONED_AFTER_MS;
      let deleted = 0;
      for (const name of await readdir(arriving)) {
        const path = join(arriving, name);
        const written = await stat(path).catch(() => null);
        if (!written || written.mtimeMs > before) continue;
        await rm(path, { force: true });
        deleted += 1;
      }
      return deleted;
    },

    async ping() {
      await makeFolder(arriving);
      await access(arriving, constants.W_OK);
    },

    close: () => Promise.resolve(),
  };
}

function readerOf(content: Content): Readable {
  if (Buffer.isBuffer(content)) return Readable.from([content], { objectMode: false });
  return content instanceof Readable ? content : createReadStream(content.path);
}

/** None where the folder is not there. */
async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** A rename is kept through a power cut only once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
