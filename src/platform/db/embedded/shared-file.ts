/** What every connection of this process to one database file shares: a reader, a writer and the queue for the writer. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { retryWhileBusy } from './errors';
import { Handle } from './handle';
import { WriteLock } from './write-lock';

/**
 * The engine works synchronously and only one transaction can write at a time, so two handles serve any number of
 * connections: the writer belongs to whoever holds the lock, and the reader, which never has a transaction open,
 * sees committed rows only. Opening a handle for each transaction would also leave file descriptors behind until
 * the garbage collector comes round.
 */
export interface SharedFile {
  readonly reader: Handle;
  readonly writer: Handle;
  readonly writeLock: WriteLock;
  /** Called once by each connection that joined; the last one closes the file. */
  leave(): void;
}

interface Entry {
  readonly opened: Promise<SharedFile>;
  connections: number;
}

const entries = new Map<string, Entry>();
/** Where names lead, as long as what they led to is open. */
const known = new Map<string, string>();

export async function joinFile(filename: string): Promise<SharedFile> {
  const path = pathOf(filename);
  const entry = entries.get(path) ?? addEntry(path);
  // Counted before the file is open, so that a connection leaving meanwhile does not close it under this one.
  entry.connections += 1;
  return entry.opened;
}

function addEntry(path: string): Entry {
  const entry: Entry = { opened: openFile(path), connections: 0 };
  entries.set(path, entry);
  entry.opened.catch(() => entries.delete(path));
  return entry;
}

async function openFile(path: string): Promise<SharedFile> {
  const writer = await retryWhileBusy(() => new Handle(path));
  const reader = await retryWhileBusy(() => new Handle(path));
  return { reader, writer, writeLock: new WriteLock(), leave: () => leaveFile(path, reader, writer) };
}

function leaveFile(path: string, reader: Handle, writer: Handle): void {
  const entry = entries.get(path);
  if (entry === undefined) return;
  entry.connections -= 1;
  if (entry.connections > 0) return;
  entries.delete(path);
  for (const [name, leadsTo] of known) if (leadsTo === path) known.delete(name);
  reader.close();
  // Folding the write-ahead log into the file makes a copy of that one file a complete backup.
  writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  writer.close();
}

/** Each unit joins anew. */
function pathOf(filename: string): string {
  const before = known.get(filename);
  if (before !== undefined && entries.has(before)) return before;
  const path = canonicalPath(filename);
  known.set(filename, path);
  return path;
}

/** A link and its target are one file with one lock; a file that does not exist yet is known by its directory. */
function canonicalPath(filename: string): string {
  try {
    return realpathSync(filename);
  } catch {
    return join(realpathSync(dirname(filename)), basename(filename));
  }
}
