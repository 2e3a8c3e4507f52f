/** Customers, subscriptions, accounts and the like at the sandbox gateway: each kept as the body that Stripe would show. */
import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  UniqueConstraintError,
} from 'sequelize';
import { z } from 'zod';
import {
  instantColumn,
  jsonColumn,
  longTextColumn,
  nullable,
  textColumn,
} from '../../../platform/db/columns';
import type { Database } from '../../../platform/db/database';
import { BY_ID, modelKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { UnreadableStored } from '../../../platform/kernel/unreadable';
import type { Platform } from '../../../platform/platform';
import { GatewayRefusal } from '../payment-gateway';

/** Each kind of object has fields of its own, which its maker knows. */
export const SandboxBody = z.looseObject({ id: z.string(), object: z.string() });
export interface SandboxBody {
  id: string;
  object: string;
}

class ObjectRow extends Model<InferAttributes<ObjectRow>, InferCreationAttributes<ObjectRow>> {
  declare id: string;
  declare object: string;
  /** What the object belongs to: a customer, a subscription. */
  declare holder: CreationOptional<string | null>;
  declare reference: CreationOptional<string | null>;
  declare body: SandboxBody;
  declare createdAt: number;
}

class AnswerRow extends Model<InferAttributes<AnswerRow>, InferCreationAttributes<AnswerRow>> {
  declare idempotencyKey: string;
  declare parameters: string;
  declare objectId: string;
}

const keyColumn = (length: number) => ({ ...textColumn(length), primaryKey: true });

const defineObjects = (database: Database) =>
  database.bind(ObjectRow, 'sandbox_objects', {
    id: keyColumn(60),
    object: textColumn(40),
    holder: nullable(textColumn(60)),
    reference: nullable(textColumn(190)),
    body: jsonColumn('body', SandboxBody),
    createdAt: instantColumn(),
  });

const defineAnswers = (database: Database) =>
  database.bind(AnswerRow, 'sandbox_answers', {
    idempotencyKey: keyColumn(190),
    parameters: longTextColumn(),
    objectId: textColumn(60),
  });

/** The calls of a port whose answers are still in the shapes of Stripe. */
export type Untranslated<Port> = {
  [Name in keyof Port]?: Port[Name] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Answer extends Promise<unknown> ? Promise<unknown> : AsyncGenerator<unknown[]>
    : never;
};

export type SandboxObjects = ReturnType<typeof createSandboxObjects>;

export function createSandboxObjects({ clock, database }: Platform) {
  const objects = defineObjects(database);
  const answers = defineAnswers(database);

  /**
   * Acts once for one idempotency key, and answers the object again when the key comes again. An act may answer a
   * refusal: what it changed until then stays, as a refused charge stays on an invoice.
   */
  async function once<Body extends SandboxBody>(
    what: string,
    { idempotencyKey, ...parameters }: { idempotencyKey: string },
    act: () => Promise<Body | GatewayRefusal>,
  ): Promise<Body> {
    const asked = JSON.stringify([what, parameters]);
    const answer = await actUnlessAnswered(idempotencyKey, asked, act);
    if (answer instanceof GatewayRefusal) throw answer;
    return answer;
  }

  async function actUnlessAnswered<Body extends SandboxBody>(
    key: string,
    asked: string,
    act: () => Promise<Body | GatewayRefusal>,
  ): Promise<Body | GatewayRefusal> {
    try {
      return await database.atomically(async () => {
        const earlier = await answers.findByPk(key);
        if (earlier) return await repeat<Body>(earlier, asked);
        const answer = await act();
        if (answer instanceof GatewayRefusal) return answer;
        await answers.create({ idempotencyKey: key, parameters: asked, objectId: answer.id });
        return answer;
      });
    } catch (error) {
      // The same key twice in the same moment: the other one's answer is the answer.
      if (!(error instanceof UniqueConstraintError)) throw error;
      return repeat<Body>(await answers.findByPk(key, { rejectOnEmpty: true }), asked);
    }
  }

  function repeat<Body extends SandboxBody>(earlier: AnswerRow, asked: string): Promise<Body> {
    if (earlier.parameters === asked) return get<Body>(earlier.objectId);
    throw new GatewayRefusal('idempotency_error', 'This idempotency key was used with other parameters.');
  }

  async function create<Body extends SandboxBody>(
    body: Body,
    found: { holder?: string; reference?: string } = {},
  ): Promise<Body> {
    await objects.create({ id: body.id, object: body.object, ...found, body, createdAt: clock.now() });
    return body;
  }

  async function find<Body extends SandboxBody>(id: string, lock = false): Promise<Body | null> {
    const row = await objects.findByPk(id, { lock });
    return row ? (row.body as Body) : null;
  }

  async function get<Body extends SandboxBody>(id: string, lock = false): Promise<Body> {
    const body = await find<Body>(id, lock);
    if (!body) throw new GatewayRefusal('resource_missing', `No such object: '${id}'.`);
    return body;
  }

  /** In a unit, after the object was read with a lock. */
  async function change<Body extends SandboxBody>(body: Body, changes: Partial<Body>): Promise<Body> {
    const changed = { ...body, ...changes };
    await objects.update({ body: changed }, { where: { id: body.id } });
    return changed;
  }

  /** Newest first, at most a hundred. */
  async function list<Body extends SandboxBody>(
    object: Body['object'],
    where: { holder?: string; reference?: string },
  ): Promise<Body[]> {
    const rows = await objects.findAll({
      where: { object, ...where },
      order: [
        ['createdAt', 'DESC'],
        ['id', 'DESC'],
      ],
      limit: 100,
    });
    return rows.map(({ body }) => body as Body);
  }

  async function* readAll<Body extends SandboxBody>(object: Body['object']): AsyncGenerator<Body[]> {
    const all = modelKeyset(objects, { name: 'sandbox.objects', order: BY_ID, where: { object } });
    for await (const rows of walk(all)) yield rows.map((row) => readBody<Body>(row));
  }

  /** One that cannot be read is nothing but its id: whoever reads its fields names it, and goes on. */
  function readBody<Body extends SandboxBody>(row: ObjectRow): Body {
    try {
      return row.body as Body;
    } catch (error) {
      if (!(error instanceof UnreadableStored)) throw error;
      return { id: row.id, object: row.object } as Body;
    }
  }

  return { once, create, find, get, change, list, readAll };
}
