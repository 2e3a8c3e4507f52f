/** What carriers reads of the environment. */
import { z } from 'zod';
import {
  type ConfigOf,
  configSlice,
  count,
  limitOf,
  requests,
  secret,
  webAddress,
  withoutTls,
} from '../../platform/kernel/config-slice';

export type CarriersConfig = ConfigOf<typeof carriersConfig>;

/** A percentage and its month, since each figure is of a month of its own. */
const nationalAverage = z
  .string()
  .regex(
    /^\d{1,2}(?:\.\d{1,2})?@\d{4}-(?:0[1-9]|1[0-2])$/,
    'must be a percentage and its month, such as 22.26@2026-09',
  )
  .transform((written) => {
    const [pct = '', asOf = ''] = written.split('@');
    return { pct: Number(pct), asOf };
  })
  .refine(({ pct }) => pct > 0, 'must be more than nothing');

const OPEN_DATA = 'https://data.transportation.gov/resource';

/** Production reads it unless told not to: it asks for no key. */
function openDataAt(given: string | undefined, production: boolean): string | undefined {
  if (given === 'off') return undefined;
  return given ?? (production ? OPEN_DATA : undefined);
}

export const carriersConfig = configSlice({
  variables: {
    /** Keys the hashes of employer numbers and of the codes that prove control. */
    EIN_HASH_SECRET: secret.optional(),
    /**
     * What levels 2 and 3 of a proof of control rest on. `papers`: verified papers and a recorded session. `note`: what
     * an administrator writes is enough, and whoever reads of the proof is told that there is nothing else.
     */
    CONTROL_PROOF: z.enum(['papers', 'note']).optional(),
    /** Without it the recorded and the fictional carriers answer. */
    FMCSA_WEB_KEY: z.string().min(8).optional(),
    FMCSA_API_URL: webAddress.default('https://mobile.fmcsa.dot.gov/qc/services'),
    FMCSA_TIMEOUT_MS: count(50, 60_000).default(25_000),
    /** What a page waits for FMCSA in all, before it shows the copy that is kept. */
    FMCSA_PAGE_WAIT_MS: count(50, 60_000).default(4_000),
    /** For each process: several of them share what FMCSA bears from one caller. */
    FMCSA_REQUESTS_PER_SECOND: count(1, 1_000).default(5),
    /** National out-of-service averages as SAFER shows them, each `percent@YYYY-MM`. */
    FMCSA_VEHICLE_OOS_AVERAGE: nationalAverage.prefault('22.26@2026-09'),
    FMCSA_DRIVER_OOS_AVERAGE: nationalAverage.prefault('6.67@2026-09'),
    FMCSA_HAZMAT_OOS_AVERAGE: nationalAverage.prefault('4.44@2026-02'),
    /** The Company Census File, as https://data.transportation.gov/resource/az4n-8mr2.json; needs no key. */
    CENSUS_API_URL: webAddress.optional(),
    /** Insurance, authority, process agents, inspections, orders and the census; `off`: none of them is read. */
    FMCSA_OPEN_DATA_URL: z.union([z.literal('off'), webAddress]).optional(),
    /** Raises the limits of data.transportation.gov, which asks for no key. */
    FMCSA_OPEN_DATA_TOKEN: z.string().min(8).optional(),
    LIMIT_FMCSA: requests(30),
  },
  settings: {
    LIMIT_FMCSA: limitOf('Questions to FMCSA a minute', 'Of a person.'),
  },
  requiredInProduction: ['EIN_HASH_SECRET', 'FMCSA_WEB_KEY'],
  secrets: ['EIN_HASH_SECRET'],
  problems: (values, production) =>
    production ? withoutTls(['FMCSA_API_URL', 'CENSUS_API_URL', 'FMCSA_OPEN_DATA_URL'], values) : [],
  warnings: ({ CONTROL_PROOF, FMCSA_OPEN_DATA_URL }, production) => [
    ...(production && FMCSA_OPEN_DATA_URL === 'off'
      ? ['FMCSA_OPEN_DATA_URL: off; an insurance that is about to be canceled is not seen']
      : []),
    ...(production && CONTROL_PROOF === 'note'
      ? ['CONTROL_PROOF: note; who controls a company rests on what an administrator writes']
      : []),
  ],
  fillIn: ({ CONTROL_PROOF, EIN_HASH_SECRET, FMCSA_OPEN_DATA_URL }, { makeUp, production }) => ({
    CONTROL_PROOF: CONTROL_PROOF ?? (production ? ('papers' as const) : ('note' as const)),
    EIN_HASH_SECRET: EIN_HASH_SECRET ?? makeUp('EIN_HASH_SECRET'),
    FMCSA_OPEN_DATA_URL: openDataAt(FMCSA_OPEN_DATA_URL, production),
  }),
  shown: {
    fields: {
      carrierSource: z
        .enum(['live', 'recorded'])
        .describe('Whether FMCSA is asked, or recorded answers are shown.'),
    },
    of: ({ FMCSA_WEB_KEY }) => ({ carrierSource: FMCSA_WEB_KEY ? ('live' as const) : ('recorded' as const) }),
  },
});
