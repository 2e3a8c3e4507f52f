/** What an event is called, when it happens, what it is about and what it tells. */
import type { z } from 'zod';

/** All of a kind of event but the types of its fields. */
export interface EventDescription {
  /** `subject.happened`, in the past tense. */
  readonly name: string;
  readonly schema: z.ZodObject;
  /** When it is told, in a sentence for whoever builds on it. */
  readonly when: string;
  /** The field that names its subject: events of one subject come in the order in which they happened. */
  readonly about: string;
  /** Names that it had before: rows and jobs that bear them are read as this one. */
  readonly formerly: readonly string[];
  /** No module hears it: it is written for those who follow the log. */
  readonly feedOnly: boolean;
  /** A payload as any release wrote it: what is not known here is dropped, what came later has its default. */
  take(payload: unknown): unknown;
}

export interface EventKind<Payload, Name extends string = string> extends EventDescription {
  readonly name: Name;
  /** What is written of an event. Refuses a payload with too little or too much. */
  write(payload: Payload): { subject: string; payload: string };
  /** Takes what any release wrote: fields that are not known here are dropped, those that came later have a default. */
  read(text: string): Payload;
}

interface Definition<Schema extends z.ZodObject> {
  when: string;
  about: keyof z.output<Schema> & string;
  formerly?: readonly string[];
  feedOnly?: boolean;
}

const defined: EventDescription[] = [];

/** Every kind of event of the modules that are loaded. */
export const definedEvents = (): readonly EventDescription[] => defined;

/** A field that is added to `schema` later needs a default, since events without it are in the log. */
export function defineEvent<Name extends string, Schema extends z.ZodObject>(
  name: Name,
  schema: Schema,
  { when, about, formerly = [], feedOnly = false }: Definition<Schema>,
): EventKind<z.output<Schema>, Name> {
  const strict = schema.strict();
  const tolerant = schema.strip();
  const kind: EventKind<z.output<Schema>, Name> = {
    ...{ name, schema, when, about, formerly, feedOnly },
    // Made once: a schema is compiled when it reads for the first time.
    take: (payload) => tolerant.parse(payload),
    write(payload) {
      const checked = strict.parse(payload);
      return { subject: String(checked[about]), payload: JSON.stringify(checked) };
    },
    read: (text) => tolerant.parse(JSON.parse(text)) as z.output<Schema>,
  };
  defined.push(kind);
  return kind;
}
