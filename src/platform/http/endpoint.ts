/** One endpoint as one value: its contract, and the use case that answers it. */
import { z } from 'zod';
import type { EventDescription } from '../events/define-event';
import type { Role, UserActor } from '../kernel/actor';
import type { Page } from '../kernel/page';
import type { Download } from './download';
import type { Feature } from './features';
import type { RateLimit } from './limits';
import type { ProblemKind } from './problem';
import type { RawJson } from './raw-json';
import type { UploadedFile, UploadRule } from './upload';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** Who may knock. What they may do with the thing behind the door is the module's rules' affair. */
export type Access = 'public' | 'user' | Role;

/** The resources that API keys can be allowed. A module adds its own: `interface Scopes { reviews: true }`. */
export interface Scopes {}

export type Scope = `${keyof Scopes}:${'read' | 'write'}`;

/** The handler sees no reader and nothing of the request but its input, and answers data: no headers, no other status. */
export interface Cached {
  /** Whatever changes the answer tells one of these. */
  until: readonly EventDescription[];
  /** By the clock; the last resort. */
  forMs: number;
  /** Told of each answer for which the handler was not called. */
  served?(params: Record<string, string>): void;
}

/**
 * `unit`: the handler, its effect and the stored answer are one unit of work. `resumable`: for handlers that speak to
 * the world between two units and may be run again after a crash.
 */
export type Idempotency = 'unit' | 'resumable';

export interface Contract<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
> {
  /** The name of the operation in the OpenAPI document and in clients made from it: a verb and its thing. */
  operationId: string;
  method: Method;
  /** Below `/api`, with places as `{userId}`. */
  path: string;
  summary: string;
  /** What a caller should know beyond the summary. */
  description?: string;
  access: Access;
  /** What an API key must be allowed, all of it; without it the endpoint is closed to keys. */
  scope?: Scope | readonly Scope[];
  /** For people whose e-mail address is proven, where the configuration asks for that. */
  verifiedEmail?: true;
  /** Makes a credential, or names where money goes: for people whose e-mail address is proven, everywhere. */
  provenEmail?: true;
  /**
   * Moves money or a credential: for people who proved a moment ago that it is they.
   * `code`: the body itself carries the password, which is the proof of those without a second factor. `admin`: asked of admins alone.
   */
  stepUp?: true | 'code' | 'admin';
  /** Open to an admin who has yet to set up a second factor. */
  beforeSecondFactor?: true;
  /** A change that an admin may make while acting as somebody else; reading is open to them, any other change is not. */
  openToImpersonators?: true;
  /** A read that is nobody's but the person's own, also for an admin who acts as them. */
  closedToImpersonators?: true;
  /** Of a signed-in person's own, also open to a deputy of theirs. */
  openToDeputies?: true;
  /** Lets somebody in or out, or only reads: taken also while the platform is closed, when no other change is. */
  whileClosed?: true;
  /** How often it may be called; unless said, as `limitOf` says. Null: as often as you like. */
  limit?: RateLimit | null;
  /** What it begins, where that can be switched off. */
  feature?: Feature;
  /** Whether the checked body is proof enough, as a link that is good: the limit refuses it never. */
  spared?: (body: unknown) => Promise<boolean>;
  idempotent?: Idempotency;
  /** Moves money, or what counts as money: an `idempotent` one that is refused without an `Idempotency-Key`. */
  movesMoney?: true;
  params?: Params;
  query?: Query;
  body?: Body;
  /** 200 unless said. */
  status?: 200 | 201 | 202;
  /** Further statuses that a handler may set on the same shape. */
  otherStatuses?: number[];
  /** The shape of `data`. */
  response: Response;
  /** `data` is a list, and the handler returns a `Page`. */
  paged?: true;
  /** The handler returns an `Answer` with a `message`: what came of it and what to do next, where success can mean both. */
  says?: true;
  /** Beyond those that every endpoint of its access can answer. */
  problems?: ProblemKind[];
  /** The body as bytes, unparsed, for signatures. */
  rawBody?: true;
  /** The body is a form with one file; `body` describes the fields beside it. */
  upload?: UploadRule;
  /**
   * The answer is bytes of one of these media types: the handler returns a `Download`. The response is `FileContent`, or
   * the shape of what it may return instead.
   */
  download?: readonly string[];
  /** A single part of the file can be asked for by `Range`; the `Download` says how long it is. */
  ranges?: true;
  /** The answer to whoever is not signed in is kept as finished bytes; of what is open to everybody alone. */
  cached?: Cached;
  /** The answer is not in the envelope (health probes for machines, the OpenAPI document). */
  bare?: true;
}

/** What a handler may know of the request besides its checked input. */
export interface RequestFacts {
  id: string;
  /** The caller's network address, after the trusted proxies. */
  address: string;
  userAgent: string;
  header(name: string): string | undefined;
  rawBody: Buffer;
}

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface Call<Who, Params, Query, Body, Upload> {
  actor: Who;
  params: Output<Params>;
  query: Output<Query>;
  body: Output<Body>;
  file: Upload extends UploadRule ? UploadedFile : undefined;
  request: RequestFacts;
}

export interface AnswerOptions {
  status?: number;
  headers?: Record<string, string>;
  /** For people; the contract says that there is one. */
  message?: string;
}

/** A handler may set the status or headers where the contract's are not enough, and say what came of it. */
export class Answer<Data> {
  readonly data: Data;
  readonly options: AnswerOptions;

  constructor(data: Data, options: AnswerOptions = {}) {
    this.data = data;
    this.options = options;
  }
}

/** A call as the server makes it, its input checked but its shapes forgotten. */
export interface CheckedCall {
  actor: UserActor | null;
  params: unknown;
  query: unknown;
  body: unknown;
  file: UploadedFile | undefined;
  request: RequestFacts;
}

export interface Endpoint {
  readonly contract: Contract<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
  readonly handle: (call: CheckedCall) => Promise<unknown>;
  readonly before?: (call: CheckedCall) => Promise<void>;
}

type Answered<Response extends z.ZodType, Paged, Files> = Paged extends true
  ? Page<Response extends z.ZodType<(infer Item)[]> ? Item : never>
  : | z.input<Response>
    | Answer<z.input<Response>>
    | RawJson
    | (Files extends readonly string[] ? Download : never);

/**
 * States the contract; `.handledBy` adds the use case. Two steps, so that TypeScript reads the shapes from the
 * contract before it types the handler.
 */
export function endpoint<
  const Who extends Access,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Response extends z.ZodType = z.ZodType,
  const Paged extends true | undefined = undefined,
  const Upload extends UploadRule | undefined = undefined,
  const Files extends readonly string[] | undefined = undefined,
>(
  contract: Omit<Contract<Params, Query, Body, Response>, 'access' | 'paged' | 'upload' | 'download'> & {
    access: Who;
    paged?: Paged;
    upload?: Upload;
    download?: Files;
  },
) {
  type Actor = Who extends 'public' ? UserActor | null : UserActor;
  return {
    handledBy(
      handle: (
        call: Call<Actor, Params, Query, Body, Upload>,
      ) => Promise<Answered<Response, Paged, Files>> | Answered<Response, Paged, Files>,
      /** What is asked of the world before the unit that an `Idempotency-Key` opens; it may be asked again. */
      before?: (call: Call<Actor, Params, Query, Body, Upload>) => Promise<void>,
    ): Endpoint {
      const typed = (call: CheckedCall) => call as unknown as Call<Actor, Params, Query, Body, Upload>;
      return {
        contract,
        handle: async (call) => handle(typed(call)),
        ...(before && { before: (call) => before(typed(call)) }),
      };
    },
  };
}

interface Door {
  operationId: string;
  path: string;
  summary: string;
  /** Fields of the query that this door fixes, and whose callers do not choose. */
  fixed?: Readonly<Record<string, string>>;
}

/** Another address of the same endpoint: who may call it, its limit, its shapes and its use case are the same. */
export function alsoAt(
  { contract, handle, before }: Endpoint,
  { fixed = {}, operationId, path, summary }: Door,
): Endpoint {
  const names = Object.keys(fixed);
  if (names.length === 0)
    return { contract: { ...contract, operationId, path, summary }, handle, ...(before && { before }) };
  const left = z.strictObject(
    Object.fromEntries(
      Object.entries((contract.query as z.ZodObject).shape).filter(([name]) => !names.includes(name)),
    ),
  );
  const fix = (call: CheckedCall): CheckedCall => ({
    ...call,
    query: { ...(call.query as object), ...fixed },
  });
  return {
    contract: { ...contract, operationId, path, summary, query: left },
    handle: (call) => handle(fix(call)),
    ...(before && { before: (call) => before(fix(call)) }),
  };
}
