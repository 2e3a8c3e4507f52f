/** What documents belong to: known to the modules above, which tell here who may read and who may attach. */
import type { Words } from '../../platform/db/records';
import { forbidden, notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import { subjectClosed } from './documents.problems';

export const SUBJECT_KINDS = ['listing', 'transaction', 'message', 'proof', 'contest'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export interface Subject {
  kind: SubjectKind;
  id: string;
}

/** `replaced`: its readers read a newer version of the document. */
export interface AttachedSubject extends Subject {
  replaced: boolean;
}

/** `UNSEEN`: the actor may not know of it. `NOT_YOURS`: may see it, and not attach. `CLOSED`: nobody may any more. */
export type Attaching = 'ALLOWED' | 'UNSEEN' | 'NOT_YOURS' | 'CLOSED';

/** `DRAFT`: nothing came of it. `RECORD`: it was sold, decided or said, and may have to be shown. */
export interface Over {
  since: number;
  as: 'DRAFT' | 'RECORD';
}

export interface SubjectRules {
  exists(subjectId: string): Promise<boolean>;
  /** Whether they may read its documents now, other than as an admin. */
  mayRead(actor: UserActor, subjectId: string): Promise<boolean>;
  /** Whether they may also read versions that were replaced since; nobody where it is left out. */
  mayReadFormer?(actor: UserActor, subjectId: string): Promise<boolean>;
  /** Of whom they may ask documents of it; null where they may not know of it. Nobody is asked where it is left out. */
  mayAsk?(actor: UserActor, subjectId: string): Promise<readonly string[] | null>;
  /** Asked inside the unit that attaches, so that it can lock the subject. */
  mayAttach(actor: UserActor, subjectId: string): Promise<Attaching>;
  /** Ids of those with these words, for lists of documents; they are found by nothing of it where it is left out. */
  selectIds?(words: Words): string;
  /** Whether what belongs to it has to stay, whatever its owner wants. */
  keeps(subjectId: string): Promise<boolean>;
  /** Since when nothing goes on with it, and what it is then; null where something does. Asked inside the unit that deletes. */
  over(subjectId: string): Promise<Over | null>;
}

export type Subjects = ReturnType<typeof createSubjects>;

export function createSubjects() {
  const rules = new Map<string, SubjectRules>();

  const rulesOf = (kind: string): SubjectRules => {
    const found = rules.get(kind);
    if (!found) throw new Error(`Nobody tells who may read the documents of a ${kind}.`);
    return found;
  };

  return {
    register(kind: SubjectKind, given: SubjectRules): void {
      if (rules.has(kind)) throw new Error(`The rules of ${kind} documents are told already.`);
      rules.set(kind, given);
    },

    /** Ids of documents that belong to something with these words. */
    selectDocumentIds: (words: Words): string =>
      `SELECT a.documentId FROM document_attachments a WHERE ${[...rules]
        .flatMap(([kind, { selectIds }]) =>
          selectIds ? [`(a.subjectKind = '${kind}' AND a.subjectId IN (${selectIds(words)}))`] : [],
        )
        .join(' OR ')}`,

    mayRead: ({ kind, id }: Subject, actor: UserActor) => rulesOf(kind).mayRead(actor, id),
    /** What is attached in this way. */
    mayReadAttached: async ({ kind, id, replaced }: AttachedSubject, actor: UserActor): Promise<boolean> =>
      replaced
        ? ((await rulesOf(kind).mayReadFormer?.(actor, id)) ?? false)
        : rulesOf(kind).mayRead(actor, id),
    mayAttach: async ({ kind, id }: Subject, actor: UserActor): Promise<boolean> =>
      (await rulesOf(kind).mayAttach(actor, id)) === 'ALLOWED',
    askable: async ({ kind, id }: Subject, actor: UserActor): Promise<readonly string[] | null> =>
      (await rulesOf(kind).mayAsk?.(actor, id)) ?? null,
    exists: ({ kind, id }: Subject) => rulesOf(kind).exists(id),
    keeps: ({ kind, id }: Subject) => rulesOf(kind).keeps(id),
    over: ({ kind, id }: Subject) => rulesOf(kind).over(id),

    /** @throws not_found, forbidden, subject_closed */
    async refuseAttaching(actor: UserActor, { kind, id }: Subject): Promise<void> {
      const verdict = await rulesOf(kind).mayAttach(actor, id);
      if (verdict === 'UNSEEN') throw notFound(`There is no such ${kind} here.`);
      if (verdict === 'NOT_YOURS')
        throw forbidden(`You may read this ${kind}, and not attach documents to it.`);
      if (verdict === 'CLOSED') throw subjectClosed(`The ${kind} is over.`);
    },
  };
}
