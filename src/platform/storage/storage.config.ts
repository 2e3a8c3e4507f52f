/** What the file store reads of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count, webAddress, withoutTls } from '../kernel/config-slice';

export type StorageConfig = ConfigOf<typeof storageConfig>;

/** Named together: without the bucket files are kept on disk. */
const NAMED_TOGETHER = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

export interface S3Settings {
  /** Amazon's own where it is not named. */
  endpoint: string | undefined;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  forcePathStyle: boolean;
  timeoutMs: number;
}

export const storageConfig = configSlice({
  variables: {
    /** Where another server than Amazon's is asked. */
    S3_ENDPOINT: webAddress.optional(),
    S3_REGION: z.string().default('us-east-1'),
    S3_BUCKET: z.string().optional(),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    /** The bucket in the path and not in the name of the host, as most servers want it. */
    S3_FORCE_PATH_STYLE: z.stringbool().default(false),
    S3_TIMEOUT_MS: count(50, 120_000).default(10_000),
  },
  secrets: ['S3_SECRET_ACCESS_KEY'],
  problems(values, production) {
    const given = NAMED_TOGETHER.filter((name) => values[name]);
    const missing = given.length === 0 ? [] : NAMED_TOGETHER.filter((name) => !values[name]);
    return [
      ...missing.map((name) => `${name}: is needed together with ${given.join(' and ')}`),
      ...(production ? withoutTls(['S3_ENDPOINT'], values) : []),
    ];
  },
});

/** Null where files are kept on disk. */
export function s3SettingsOf(config: StorageConfig): S3Settings | null {
  const { S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config;
  if (!S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null;
  return {
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    bucket: S3_BUCKET,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
    timeoutMs: config.S3_TIMEOUT_MS,
  };
}
