/** A slice of the configuration: what one part of the product reads of the environment, and what it refuses. */
import { z } from 'zod';

type Values<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** The values as the part sees them, with what it fills in where the environment says nothing. */
type Filled<Shape extends z.ZodRawShape, FilledIn> = Omit<Values<Shape>, keyof FilledIn> & FilledIn;

export interface Circumstances {
  production: boolean;
  /** Outside production: a secret of this name that is the same after a restart. In production an empty text. */
  makeUp(name: string): string;
}

/** How the text of a setting is written and asked for. `parts`: several values with a slash between them. */
export const SETTING_KINDS = ['number', 'cents', 'basis_points', 'flag', 'text', 'list', 'parts'] as const;

/** A variable that administrators change while the product runs; what the environment says is where it begins. */
export interface Setting {
  /** Under which heading it stands. */
  group: string;
  title: string;
  /** What a change does, and to whom. */
  description: string;
  kind: (typeof SETTING_KINDS)[number];
  /** What each of the parts is. */
  parts?: readonly string[];
  /** Takes two administrators. */
  money?: true;
  /** Off: what begins by it is refused. GET /config says so. */
  feature?: true;
}

export interface DeclaredSetting extends Setting {
  name: string;
  /** As the environment would say it. */
  write(value: unknown): string;
}

interface SettingOf<Value> extends Setting {
  /** Unless said: lists by comma, anything else as it reads. */
  write?: (value: Value) => string;
}

/** A part of the product that can be switched off; it is on until somebody does. */
export const switchOf = (title: string, description: string) =>
  ({ group: 'Features', title, description, kind: 'flag', feature: true }) as const satisfies Setting;

/** How many requests of a kind somebody may send. */
export const limitOf = (title: string, description: string) =>
  ({ group: 'Limits', title, description, kind: 'number' }) as const satisfies Setting;

/** Values of other shapes bring a `write` of their own. */
const writePlainly = (value: unknown): string =>
  Array.isArray(value)
    ? value.join(',')
    : ['string', 'number', 'boolean'].includes(typeof value)
      ? `${value as string}`
      : '';

interface Declaration<Shape extends z.ZodRawShape, FilledIn, Shown extends z.ZodRawShape> {
  variables: Shape;
  requiredInProduction?: readonly (keyof Shape & string)[];
  /** In production none of them may be a well-known value, or the same as another. */
  secrets?: readonly (keyof Shape & string)[];
  /** What is wrong beyond the single values, each as `NAME: what`. */
  problems?(values: Values<Shape>, production: boolean): string[];
  /** What is allowed, and to be said aloud at each start, each as `NAME: what`. */
  warnings?(values: Values<Shape>, production: boolean): string[];
  fillIn?(values: Values<Shape>, circumstances: Circumstances): FilledIn;
  settings?: { readonly [Name in keyof Shape]?: SettingOf<z.output<Shape[Name]>> };
  /** What anybody may know of it: fields of the answer of GET /config. */
  shown?: {
    fields: Shown;
    of(config: NoInfer<Filled<Shape, FilledIn>>): z.input<z.ZodObject<NoInfer<Shown>>>;
  };
}

/** What an environment gives for one slice. */
export interface SliceReading<Config> {
  problems: string[];
  warnings: string[];
  complete(circumstances: Circumstances): Config;
  show(circumstances: Circumstances): Record<string, unknown>;
}

export interface ConfigSlice<Config> {
  variables: readonly string[];
  requiredInProduction: readonly string[];
  secrets: readonly string[];
  shown: z.ZodRawShape;
  settings: readonly DeclaredSetting[];
  read(environment: Record<string, unknown>, production: boolean): SliceReading<Config>;
}

export type ConfigOf<Slice> = Slice extends ConfigSlice<infer Config> ? Config : never;

export function configSlice<
  Shape extends z.ZodRawShape,
  FilledIn = unknown,
  Shown extends z.ZodRawShape = Record<never, never>,
>({
  variables,
  requiredInProduction = [],
  secrets = [],
  problems,
  warnings,
  fillIn,
  settings = {},
  shown,
}: Declaration<Shape, FilledIn, Shown>): ConfigSlice<Filled<Shape, FilledIn>> {
  const schema = z.object(variables);
  return {
    variables: Object.keys(variables),
    requiredInProduction,
    secrets,
    shown: shown?.fields ?? {},
    settings: (Object.entries(settings) as [string, SettingOf<unknown>][]).map(([name, setting]) => ({
      ...setting,
      name,
      write: setting.write ?? writePlainly,
    })),
    read(environment, production) {
      const issues = schema.safeParse(environment).error?.issues ?? [];
      const refused = new Set(issues.map(({ path }) => String(path[0])));
      // What stands in the place of a refused value is what it would be if it were not given, so that it hides no other.
      const rest = Object.fromEntries(Object.entries(environment).filter(([name]) => !refused.has(name)));
      const values = schema.parse(rest);
      const complete = (circumstances: Circumstances) =>
        ({ ...values, ...fillIn?.(values, circumstances) }) as Filled<Shape, FilledIn>;
      return {
        problems: [
          ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
          ...(problems?.(values, production) ?? []).filter((problem) => !isAbout(problem, refused)),
        ],
        warnings: warnings?.(values, production) ?? [],
        complete,
        show: (circumstances) => shown?.of(complete(circumstances)) ?? {},
      };
    },
  };
}

const isAbout = (problem: string, names: ReadonlySet<string>): boolean =>
  names.has(problem.slice(0, problem.indexOf(':')));

/** A whole number between two others. */
export const count = (least: number, most: number) =>
  z.coerce.number('must be a number').int('must be a whole number').min(least).max(most);

/** Whether a part of the product is switched on. */
export const isOn = z.stringbool().default(true);

/** Never so few that nobody can work, or so many that nothing is held. */
export const requests = (usual: number) =>
  count(Math.max(1, Math.ceil(usual / 5)), usual * 100).default(usual);
/** Where many would let somebody guess. */
export const guesses = (usual: number) => count(usual, usual * 4).default(usual);

export const SHORTEST_SECRET = 32;

/** For whoever is refused one. */
export const MAKE_A_SECRET = '`openssl rand -base64 32` makes a good one';

export const secret = z
  .string()
  .min(SHORTEST_SECRET, `must have ${SHORTEST_SECRET} characters or more; ${MAKE_A_SECRET}`);

/** An address on the web. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https://' })
  // A browser reads a backslash as a slash, and a mail program what stands before an @ as a name.
  .regex(/^[^\\\s]+$/, 'must be an address without blanks and backslashes');

/** Those of `names` whose address anybody on the way could read and change. */
export const withoutTls = <Name extends string>(
  names: readonly Name[],
  values: Partial<Record<Name, string | undefined>>,
): string[] =>
  names
    .filter((name) => /^http:/i.test(values[name] ?? ''))
    .map((name) => `${name}: must begin with https:// in production`);

/** Texts, separated by commas; `usual` where none are given. */
export const textsOr = (usual: string) =>
  z
    .string()
    .default(usual)
    .transform((list) =>
      list
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    );

export const listOfTexts = textsOr('');
