/** What documents read of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count } from '../../platform/kernel/config-slice';

export type DocumentsConfig = ConfigOf<typeof documentsConfig>;

export const documentsConfig = configSlice({
  variables: {
    /** The largest file that is taken. */
    DOCUMENT_MAX_MB: count(1, 100).default(20),
    /** So many documents, and so much in all, a person may keep. */
    DOCUMENTS_PER_PERSON: count(1, 100_000).default(500),
    DOCUMENTS_MB_PER_PERSON: count(1, 1_000_000).default(1_000),
    /** After so many days what was never used goes: documents of drafts, and those attached to nothing. 0: never. */
    DOCUMENTS_KEEP_DRAFT_DAYS: count(0, 36_500).default(365),
    /**
     * After so many days the papers of a sale go. Seven years: the six in which most states let a written contract be
     * sued on, and one for what is found late. 0: never.
     */
    DOCUMENTS_KEEP_RECORD_DAYS: count(0, 36_500).default(2_557),
    /** Where ClamAV listens; without it only the built-in checks look into a file. */
    CLAMD_HOST: z
      .string()
      .regex(/^(?:[\w.-]+|\[[0-9a-f:]+\]):\d{1,5}$/i, 'must be a host and a port, as 127.0.0.1:3310')
      .optional(),
    CLAMD_TIMEOUT_MS: count(100, 120_000).default(15_000),
  },
  settings: {
    DOCUMENTS_PER_PERSON: {
      ...{ group: 'Documents', title: 'Documents of a person', kind: 'number' },
      description: 'So many a person may keep. Who has more keeps them, and uploads no other.',
    },
    DOCUMENTS_MB_PER_PERSON: {
      ...{ group: 'Documents', title: 'Megabytes of a person', kind: 'number' },
      description: 'So much a person may keep in all.',
    },
  },
  shown: {
    fields: {
      documentMaxMb: z.int().describe('The largest document that is taken, in megabytes of 1,048,576 bytes.'),
    },
    of: ({ DOCUMENT_MAX_MB }) => ({ documentMaxMb: DOCUMENT_MAX_MB }),
  },
  warnings: ({ CLAMD_HOST }, production) =>
    production && !CLAMD_HOST
      ? ['CLAMD_HOST: is not set, so no virus scanner looks into what people upload']
      : [],
});
