/** What the OpenAPI document says an operation answers. Read and compiled once a worker, not for every test file. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export interface ResponseObject {
  $ref?: string;
  headers?: Record<string, object>;
  content?: Record<string, { schema?: object }>;
}

interface ParameterObject {
  $ref?: string;
  name?: string;
  required?: boolean;
}

export interface Operation {
  method: string;
  pattern: RegExp;
  places: number;
  path: string;
  operationId: string;
  takesBody: boolean;
  /** Refused without an `Idempotency-Key`. */
  needsKey: boolean;
  responses: Record<string, ResponseObject>;
}

export type Document = Record<string, unknown>;

const operationsOf = new WeakMap<Document, Operation[]>();
const ajvOf = new WeakMap<Document, Ajv>();

function operations(document: Document): Operation[] {
  const known = operationsOf.get(document);
  if (known) return known;
  const paths = document.paths as Record<
    string,
    Record<
      string,
      {
        operationId: string;
        requestBody?: object;
        parameters?: ParameterObject[];
        responses: Operation['responses'];
      }
    >
  >;
  const parameterAt = ({ $ref, ...parameter }: ParameterObject): ParameterObject =>
    $ref === undefined ? parameter : (at(document, $ref.split('/').slice(1)) as ParameterObject);
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, requestBody, parameters = [], responses }]) => ({
      method,
      operationId,
      takesBody: requestBody !== undefined,
      needsKey: parameters
        .map(parameterAt)
        .some(({ name, required }) => required && name === 'Idempotency-Key'),
      path,
      places: path.split('{').length - 1,
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      responses,
    })),
  );
  found.sort((one, other) => one.places - other.places);
  operationsOf.set(document, found);
  return found;
}

const DOCUMENT = 'openapi';

/** Of the schema at `place` in the document; each shape that it refers to is compiled once for all places. */
export function validatorOf(document: Document, place: string[]): ValidateFunction | undefined {
  let ajv = ajvOf.get(document);
  if (!ajv) {
    ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, validateSchema: false });
    addFormats.default(ajv);
    ajv.addSchema(document, DOCUMENT);
    ajvOf.set(document, ajv);
  }
  const pointer = place.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
  return ajv.getSchema(`${DOCUMENT}#/${pointer.join('/')}`);
}

/** Where the response is written: a problem that has its status to itself stands in the components. */
export function placeOf({ path, method, responses }: Operation, status: string): string[] {
  const name = responses[status]?.$ref?.split('/').at(-1);
  return name === undefined
    ? ['paths', path, method, 'responses', status]
    : ['components', 'responses', name];
}

export function at(document: Document, place: string[]): unknown {
  return place.reduce<unknown>((within, step) => (within as Document | undefined)?.[step], document);
}

/** The operation that is asked; undefined where the address is none. */
export function operationAt(document: Document, method: string, path: string): Operation | undefined {
  const bare = path.split('?')[0] ?? path;
  return operations(document).find((each) => each.method === method && each.pattern.test(bare));
}
