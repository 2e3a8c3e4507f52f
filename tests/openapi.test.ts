/** What the OpenAPI document promises its readers, and how it is served. */
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { findBuiltDocument, writeBuiltDocument } from '../src/platform/http/openapi/built-document';
import { createDocumentFiles } from '../src/platform/http/openapi/document-files';
import { toYaml } from '../src/platform/http/openapi/yaml';
import { problemsOf } from '../src/platform/http/contract';
import { startTestApp, type TestApp } from './support/app';
import { validatorOf } from './support/answer-shapes';
import { PROMISED_BODIES, PROMISED_PATHS, PROMISED_QUERIES } from './support/promised-paths';
import { readExamples } from './support/record-examples';
import { runMcx } from './support/run-mcx';
import { makeTemporaryFolder } from './support/temporary-folder';

type Json = Record<string, unknown>;

interface Parameter {
  name: string;
  in?: string;
  required?: boolean;
  schema?: Json;
  description?: string;
}

interface Operation {
  operationId: string;
  tags: string[];
  security: object[];
  parameters?: (Parameter & { $ref?: string })[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, Json & { content?: Record<string, { schema: Json }> }>;
}

/** With all shapes; the interface grows with its operations, and none may make it wordier. */
const LINES_AN_OPERATION = 49;

let app: TestApp;
let document: Json;
let components: Record<string, Record<string, Json>>;
let operations: Operation[];

beforeAll(async () => {
  app = await startTestApp();
  document = app.app.document();
  components = document.components as typeof components;
  operations = Object.values(document.paths as Record<string, Record<string, Operation>>).flatMap((methods) =>
    Object.values(methods),
  );
});
afterAll(() => app.close());

const isReference = (schema: Json | undefined): boolean => typeof schema?.$ref === 'string';

describe('the document', () => {
  it(`has at most ${LINES_AN_OPERATION} lines for each operation`, async () => {
    const lines = (await toYaml(document)).split('\n').length;
    expect(lines / operations.length).toBeLessThanOrEqual(LINES_AN_OPERATION);
  });

  it('has every path that is promised', () => {
    const served = new Set(
      Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    );
    expect(PROMISED_PATHS.length).toBeGreaterThan(200);
    expect(PROMISED_PATHS.filter((promised) => !served.has(promised))).toEqual([]);
  });

  /** What a reference leads to, or what stands there itself. */
  const resolved = <Part extends object>(part: Part): Part => {
    const { $ref } = part as { $ref?: string };
    if (typeof $ref !== 'string') return part;
    const [, , kind = '', name = ''] = $ref.split('/');
    return resolved(components[kind]?.[name] as unknown as Part);
  };
  const valuesOf = (schema: Json | undefined): unknown[] => {
    const {
      enum: values = [],
      allOf,
      anyOf,
      oneOf,
      items,
    } = resolved(schema ?? {}) as Record<string, Json[]>;
    return [
      ...values,
      ...[allOf, anyOf, oneOf, items && [items as unknown as Json]].flatMap((parts) =>
        (parts ?? []).flatMap(valuesOf),
      ),
    ];
  };
  const operationAt = (operation: string): Operation | undefined => {
    const [method = '', path = ''] = operation.split(' ');
    return (document.paths as Record<string, Record<string, Operation>>)[path]?.[method.toLowerCase()];
  };
  const queryOf = ({ parameters = [] }: Operation) =>
    Object.fromEntries(
      parameters
        .map((parameter): Parameter => resolved(parameter))
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, required = false, schema }) => [name, { required, values: valuesOf(schema) }]),
    );
  const bodyOf = ({ requestBody }: Operation) => {
    const [content] = Object.values(requestBody?.content ?? {});
    const { properties = {}, required = [] } = resolved(content?.schema ?? {}) as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [
        name,
        { required: required.includes(name), values: valuesOf(schema) },
      ]),
    );
  };

  it.each([
    ['parameter', 'queries', PROMISED_QUERIES, queryOf],
    ['field', 'bodies', PROMISED_BODIES, bodyOf],
  ] as const)('takes every %s that is promised, and needs no other: %s', (_, __, promised, takenBy) => {
    expect(promised.length).toBeGreaterThan(15);
    const broken: string[] = [];
    for (const { operation, fields } of promised) {
      const served = operationAt(operation);
      const taken = served ? takenBy(served) : {};
      expect([operation, fields.length > 0]).toEqual([operation, true]);
      for (const { name, mayBeLeftOut, values } of fields) {
        const found = taken[name];
        if (!found) broken.push(`${operation} ${name}: not taken`);
        else if (mayBeLeftOut && found.required) broken.push(`${operation} ${name}: may not be left out`);
        for (const value of values)
          if (!found?.values.includes(value)) broken.push(`${operation} ${name}: not ${value}`);
      }
      for (const [name, { required }] of Object.entries(taken))
        if (required && !fields.some((field) => field.name === name && !field.mayBeLeftOut))
          broken.push(`${operation} ${name}: needed, and not promised`);
    }
    expect(broken).toEqual([]);
  });

  it('pages every list that tells its pages by number and by cursor', () => {
    const lists = operations.filter(({ responses }) => {
      const { schema } = responses['200']?.content?.['application/json'] ?? {};
      return 'pagination' in ((resolved(schema ?? {}).properties ?? {}) as Json);
    });
    expect(lists.length).toBeGreaterThan(30);
    for (const list of lists)
      expect([list.operationId, Object.keys(queryOf(list))]).toEqual([
        list.operationId,
        expect.arrayContaining(['cursor', 'limit', 'page']),
      ]);
  });

  it('has exactly the endpoints that the command for operators lists, each for who may call it', async () => {
    const { code, printed } = await runMcx(app, ['routes', '--json']);
    expect(code).toBe(0);
    const listed = JSON.parse(printed.slice(printed.indexOf('['))) as Record<string, string>[];
    const ofDocument = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(
          ([method, { security }]) => `${method.toUpperCase()} /api${path} ${security.length > 0}`,
        ),
    );
    expect(
      listed
        .map(
          ({ method, path, access }) =>
            `${method} ${path?.replaceAll(/:(\w+)/g, '{$1}')} ${access !== 'public'}`,
        )
        .sort(),
    ).toEqual(ofDocument.sort());
  });

  it('names every body and every answer, after the operation or after what is in it', () => {
    const anonymous = operations.filter(({ requestBody, responses }) => {
      const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      return contents
        .flatMap((content) => Object.entries(content ?? {}))
        .some(
          ([mediaType, { schema }]) =>
            /json|form-data/.test(mediaType) && !isReference(schema) && schema.description === undefined,
        );
    });
    expect(anonymous.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('has every list of values as a component', () => {
    const places: string[] = [];
    const walk = (part: unknown, place: string): void => {
      if (typeof part !== 'object' || part === null) return;
      const { type, enum: values } = part as { type?: string; enum?: unknown[] };
      if (type === 'string' && values && values.length > 1) places.push(place);
      for (const [key, inner] of Object.entries(part)) if (key !== 'example') walk(inner, `${place}/${key}`);
    };
    walk({ paths: document.paths, schemas: components.schemas, parameters: components.parameters }, '');
    expect(places.filter((place) => !/^\/schemas\/\w+$/.test(place))).toEqual([]);
  });

  it('has every shape of three fields or more once, under its name', () => {
    const places = new Map<string, string[]>();
    const walk = (part: unknown, place: string): void => {
      if (typeof part !== 'object' || part === null) return;
      const { description: _, nullable: __, ...shape } = part as Json;
      if (Object.keys(shape.properties ?? {}).length > 2) {
        const text = JSON.stringify(shape);
        places.set(text, [...(places.get(text) ?? []), place]);
      }
      for (const [key, inner] of Object.entries(part)) if (key !== 'example') walk(inner, `${place}/${key}`);
    };
    walk({ paths: document.paths, schemas: components.schemas }, '');
    expect([...places.values()].filter((found) => found.length > 1)).toEqual([]);
  });

  it('names people and companies beside their ids, wherever administrators list what is about them', () => {
    const resolved = (schema: Json | undefined): Json => {
      const name = typeof schema?.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
      return (name === undefined ? schema : components.schemas?.[name]) ?? {};
    };
    const propertiesOf = (schema: Json | undefined): Record<string, Json> => {
      const { properties, allOf, items } = resolved(schema) as Json & { allOf?: Json[]; items?: Json };
      if (items) return propertiesOf(items);
      return Object.assign({}, properties, ...(allOf ?? []).map(propertiesOf)) as Record<string, Json>;
    };
    let lists = 0;
    for (const [path, { get: list }] of Object.entries(
      document.paths as Record<string, { get?: Operation }>,
    )) {
      if (!list || !path.startsWith('/admin/')) continue;
      const item = propertiesOf(
        propertiesOf(list.responses['200']?.content?.['application/json']?.schema).data,
      );
      const ids = Object.keys(item).filter((name) =>
        /^(?:user|seller|buyer|payer|orderedBy)Id$|^(?:grant|end)edBy$/.test(name),
      );
      const people = Object.values(item).filter((schema) => JSON.stringify(schema).includes('/Person"'));
      expect([path, people.length]).toEqual([path, Math.max(people.length, ids.length)]);
      const sides = [item.buyer, item.seller].filter((schema) => schema !== undefined);
      expect([path, sides.every((schema) => people.includes(schema))]).toEqual([path, true]);
      expect([path, 'usdot' in item]).toEqual([path, 'legalName' in item]);
      lists += ids.length;
    }
    expect(lists).toBeGreaterThan(6);
  });

  it('has every endpoint that a text of ours names', () => {
    const bare = (path: string) =>
      path
        .replace(/^\/api(?=\/)/, '')
        .replaceAll(/\$?\{[^}]*\}/g, '*')
        .replace(/[^\w*]+$/, '');
    const known = new Set(
      app.app.endpoints.map(({ contract: { method, path } }) => `${method.toUpperCase()} ${bare(path)}`),
    );
    const named: string[] = [];
    const folder = join(__dirname, '../src');
    for (const file of readdirSync(folder, { recursive: true }) as string[]) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, method, path] of text.matchAll(
        /\b(GET|POST|PUT|DELETE) (\/[\w./-]*(?:\$?\{[\w.]+\}[\w/-]*)*)/g,
      ))
        named.push(`${method} ${bare(path ?? '')}`);
      for (const [, path] of text.matchAll(/path: '(\/admin[^'?]*)\?[^']*'/g)) named.push(`GET ${path}`);
    }
    expect(named.length).toBeGreaterThan(40);
    // A text may go on behind the shared beginning of several: `POST /admin/payables/… pay`.
    const isKnown = (one: string) => known.has(one) || [...known].some((each) => each.startsWith(`${one}/`));
    expect(named.filter((one) => !isKnown(one))).toEqual([]);
  });

  it('refuses nothing without a sentence that says what is possible instead', () => {
    const kinds = new Map(
      app.app.endpoints.flatMap(({ contract }) =>
        problemsOf(contract).map((kind) => [`${kind.code} ${kind.title}`, kind] as const),
      ),
    );
    const weak = [...kinds.values()].filter(
      ({ title, advice }) =>
        !/^[A-Z“`].{8,}[.!]$/su.test(advice) ||
        /\b[45]\d\d\b|[.]$/.test(title) ||
        /(?<!port )\b[45]\d\d\b/.test(advice),
    );
    expect(weak.map(({ code, title, advice }) => [code, title, advice])).toEqual([]);
  });

  it('tells the shapes of a union of objects apart by a property, and which value is which', () => {
    const unions = Object.entries(components.schemas ?? {}).filter(([, { anyOf, oneOf }]) => anyOf ?? oneOf);
    expect(unions.length).toBeGreaterThan(0);
    for (const [name, { discriminator, oneOf }] of unions) {
      const { propertyName, mapping } = discriminator as { propertyName: string; mapping: object };
      const shapes = (oneOf as { $ref: string }[]).map(({ $ref }) => $ref);
      expect([name, propertyName]).toEqual([name, expect.any(String)]);
      expect([name, new Set(Object.values(mapping))]).toEqual([name, new Set(shapes)]);
    }
  });

  it('lists the codes of the problems of each operation, and no other', () => {
    for (const { contract } of app.app.endpoints) {
      const operation = operations.find(({ operationId }) => operationId === contract.operationId);
      const codes = Object.values(operation?.responses ?? {}).flatMap(({ $ref }) => {
        if (typeof $ref !== 'string') return [];
        const response = components.responses?.[$ref.split('/').at(-1) ?? ''] as Json;
        const text = JSON.stringify(response.content);
        return (JSON.parse(/"enum":(\[[^\]]*\])/.exec(text)?.[1] ?? '[]') as string[]).sort();
      });
      const declared = problemsOf(contract).map(({ code }) => code);
      expect([contract.operationId, ...codes.sort()]).toEqual([
        contract.operationId,
        ...[...new Set(declared)].sort(),
      ]);
    }
  });

  it('says of every operation who may call it, and opens to keys what has a scope', () => {
    for (const { contract } of app.app.endpoints) {
      const { security } = operations.find(({ operationId }) => operationId === contract.operationId) ?? {};
      const schemes = [
        ...(contract.access === 'public' ? [] : ['accessToken']),
        ...(contract.access !== 'public' && contract.scope ? ['apiKey'] : []),
      ];
      expect([contract.operationId, security]).toEqual([
        contract.operationId,
        schemes.map((scheme) => ({ [scheme]: [] })),
      ]);
    }
  });

  it('describes every section, Administration last', () => {
    const tags = document.tags as { name: string; description: string }[];
    expect(tags.at(-1)?.name).toBe('Administration');
    expect(new Set(tags.map(({ name }) => name))).toEqual(new Set(operations.flatMap((each) => each.tags)));
    for (const { description } of tags) expect(description).toMatch(/\.$/);
  });

  it('shows examples that are as the schemas say', () => {
    const wrong: string[] = [];
    for (const [operationId, { body, answer }] of Object.entries(readExamples())) {
      const found = Object.entries(document.paths as Record<string, Record<string, Operation>>)
        .flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
        )
        .find(({ operation }) => operation.operationId === operationId);
      expect([operationId, found?.operation.operationId]).toEqual([operationId, operationId]);
      if (!found) continue;
      const { path, method, operation } = found;
      const status = Object.keys(operation.responses).find((each) => each.startsWith('2')) ?? '200';
      const at = (...place: string[]) =>
        validatorOf(document, ['paths', path, method, ...place, 'content', 'application/json', 'schema']);
      const places = [
        { value: answer, validate: at('responses', status) },
        ...(body === undefined ? [] : [{ value: body, validate: at('requestBody') }]),
      ];
      for (const { value, validate } of places) {
        validate?.(value);
        for (const { instancePath, message } of validate?.errors ?? [])
          wrong.push(`${operationId} ${instancePath} ${message}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the descriptions and examples', () => {
  it('show every operation that answers JSON', () => {
    const examples = readExamples();
    const without = operations
      .filter(({ responses }) =>
        Object.values(responses).some(({ content }) => content?.['application/json'] !== undefined),
      )
      .map(({ operationId }) => operationId)
      .filter((operationId) => !examples[operationId]);
    expect(without).toEqual([]);
  });

  it('tell what every parameter is', () => {
    const parameters = [
      ...operations.flatMap((operation) => operation.parameters ?? []),
      ...Object.values(components.parameters ?? {}),
    ] as (Parameter & { $ref?: string })[];
    const silent = parameters.filter(({ $ref, description }) => $ref === undefined && !description);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('tell what every property is, but for those whose name says it all', () => {
    // The envelope, which the document's introduction describes, and the id of the object that it stands in.
    const plain = ['success', 'data', 'pagination', 'id', 'done'];
    const silent: string[] = [];
    const describes = (schema: Json): boolean => {
      const { description, $ref, items, properties } = schema as Record<string, unknown>;
      if (description !== undefined || properties !== undefined) return true;
      if (typeof $ref === 'string')
        return describes(components.schemas?.[$ref.split('/').at(-1) ?? ''] ?? {});
      return typeof items === 'object' && items !== null && describes(items as Json);
    };
    const walk = (part: unknown, place: string): void => {
      if (typeof part !== 'object' || part === null) return;
      for (const [name, schema] of Object.entries(
        (part as { properties?: Record<string, Json> }).properties ?? {},
      )) {
        if (!plain.includes(name) && !describes(schema)) silent.push(`${place}.${name}`);
      }
      for (const [key, inner] of Object.entries(part)) if (key !== 'example') walk(inner, `${place}/${key}`);
    };
    walk({ paths: document.paths, schemas: components.schemas }, '');
    expect(silent).toEqual([]);
  });
});

describe('the served document', () => {
  /** As it comes over the line: `fetch` unpacks what it gets, and forbids the server to answer 304. */
  const ask = (file: string, headers: Record<string, string>) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; bytes: Buffer }>((resolve, reject) => {
      get(`${app.url}/api/${file}`, { headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            bytes: Buffer.concat(chunks),
          }),
        );
      }).on('error', reject);
    });

  it.each(['openapi.json', 'openapi.yaml'])(
    'is the same under every encoding, each with its ETag: %s',
    async (file) => {
      const plain = await ask(file, {});
      const zipped = await ask(file, { 'accept-encoding': 'gzip' });
      const packed = await ask(file, { 'accept-encoding': 'gzip, br' });
      expect([plain, zipped, packed].map(({ headers }) => headers['content-encoding'])).toEqual([
        undefined,
        'gzip',
        'br',
      ]);
      expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
      expect(brotliDecompressSync(packed.bytes).equals(plain.bytes)).toBe(true);
      const tags = [plain, zipped, packed].map(({ headers }) => String(headers.etag));
      expect(new Set(tags).size).toBe(3);
      const again = await ask(file, { 'if-none-match': String(tags[0]) });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
    },
  );

  it('is made once, however often it is asked for', async () => {
    const made = app.app.document();
    await ask('openapi.json', {});
    expect(app.app.document()).toBe(made);

    let askedFor = 0;
    const files = createDocumentFiles(() => ((askedFor += 1), made), null);
    const server = express().get('/json', files.json).get('/yaml', files.yaml).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const paths = Array.from({ length: 6 }, (_, n) => (n % 2 === 0 ? 'json' : 'yaml'));
    await Promise.all(
      paths.map(async (path) => (await fetch(`http://127.0.0.1:${port}/${path}`)).arrayBuffer()),
    );
    server.close();
    // By each of the two files.
    expect(askedFor).toBe(2);
  });

  it('is served as a build has left it, to whoever is served the same, without being made', async () => {
    const folder = makeTemporaryFolder('test');
    const { endpoints } = app.app;
    await writeBuiltDocument(folder, endpoints, document);
    const files = createDocumentFiles(
      () => {
        throw new Error('It is there already.');
      },
      findBuiltDocument(folder, endpoints),
    );
    await files.prepare();
    const server = express().get('/json', files.json).get('/yaml', files.yaml).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const read = (path: string) =>
      fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`);
    expect(await (await read('json')).text()).toBe(JSON.stringify(document));
    expect(await (await read('yaml')).text()).toBe(await toYaml(document));
    server.close();
    expect(findBuiltDocument(folder, endpoints.slice(1))).toBeNull();
    rmSync(folder, { recursive: true });
  });

  it('counts against the limit of its caller', async () => {
    const limited = await startTestApp({ environment: { RATE_LIMIT_PROFILE: 'standard' } });
    const response = await fetch(`${limited.url}/api/openapi.json`);
    expect(response.headers.get('ratelimit')).toContain('publicReading');
    await limited.close();
  });
});

describe('the pages of problems', () => {
  it('explain every code at the address in its type, to people and to programs', async () => {
    const { body } = await app.anonymous.get('/listings/nothing');
    expect(body.type).toBe('/api/problems/not_found');
    const codes = new Set(
      app.app.endpoints.flatMap(({ contract }) => problemsOf(contract)).map(({ code }) => code),
    );
    for (const code of codes) {
      const answer = await fetch(`${app.url}/api/problems/${code}`, {
        headers: { accept: 'application/json' },
      });
      const { data } = (await answer.json()) as { data: Json };
      expect(data).toMatchObject({ code, advice: expect.stringMatching(/.{10,}\.$/) as string });
    }
    const page = await fetch(`${app.url}/api/problems/not_found`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('What to do');
    const all = await (await fetch(`${app.url}/api/problems`, { headers: { accept: 'text/html' } })).text();
    for (const code of codes) expect(all).toContain(`/api/problems/${code}"`);
  });

  it('answer 404 as a problem for a code that there is not', async () => {
    const answer = await fetch(`${app.url}/api/problems/nothing`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('problem+json'),
    ]);
  });
});
