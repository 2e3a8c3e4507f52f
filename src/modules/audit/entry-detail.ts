/** The further facts of an entry, which stand in its row as JSON text. */
import { z } from 'zod';
import { readStored } from '../../platform/db/stored-json';

const Detail = z.record(z.string(), z.unknown());

/** Null where the entry has none. Read-only. @throws UnreadableStored */
export const readDetail = (text: string | null): Record<string, unknown> | null =>
  text === null ? null : readStored(Detail, text, 'audit_entries.detail');
