/** Takes one file of a form into memory, within limits on everything that a form can have too much of. */
import type { RequestHandler } from 'express';
import multer, { memoryStorage, MulterError } from 'multer';
import { invalidRequest, payloadTooLarge, type Problem, unsupportedMediaType } from './problem';

export interface UploadRule {
  /** The name of the form's field that holds the file. */
  field: string;
  maxBytes: number;
  /** What may be in it, for the document. Who takes the file looks at its content. */
  mediaTypes: readonly string[];
}

/** A file as it came. Its type is the caller's word, so it is left behind. */
export interface UploadedFile {
  content: Buffer;
  /** The caller's word as well: to be cleaned before it is shown or stored. */
  name: string;
}

const MOST_FIELDS = 20;
const FORM = 'multipart/form-data';

/** What the form may have around the file: boundaries, headers of parts, the fields beside it. */
const FORM_BYTES = 64 * 1024;

const tooLarge = (maxBytes: number): Problem =>
  payloadTooLarge(`The file may have at most ${Math.floor(maxBytes / 1024)} kB.`);

/** `hasFields`: whether the form may hold anything beside the file. */
export function takeUpload({ field, maxBytes }: UploadRule, hasFields: boolean): RequestHandler[] {
  const fields = hasFields ? MOST_FIELDS : 0;
  const readForm = multer({
    storage: memoryStorage(),
    // Browsers send names in UTF-8.
    defParamCharset: 'utf8',
    limits: {
      files: 1,
      fileSize: maxBytes,
      fields,
      parts: fields + 1,
      fieldSize: 10_000,
      fieldNameSize: 100,
      fieldNestingDepth: 0,
      fieldArrayIndexLimit: 0,
      headerPairs: 20,
    },
  }).single(field);

  const refuseEarly: RequestHandler = (req, _res, next) => {
    if (!req.is(FORM)) next(unsupportedMediaType(`Send the file as ${FORM}.`));
    else if (Number(req.headers['content-length'] ?? 0) > maxBytes + FORM_BYTES) next(tooLarge(maxBytes));
    else next();
  };

  const read: RequestHandler = (req, res, next) => {
    readForm(req, res, (error: unknown) => {
      if (error) next(refusal(error, field, maxBytes));
      else next(req.file ? undefined : missing(field));
    });
  };
  return [refuseEarly, read];
}

const missing = (field: string): Problem =>
  invalidRequest(`${field}: Choose a file.`, {
    errors: [{ field, code: 'required', message: 'Choose a file.' }],
  });

/** With the file kept in memory nothing fails but the form itself. */
function refusal(error: unknown, field: string, maxBytes: number): Problem {
  if (!(error instanceof MulterError)) return invalidRequest('The form could not be read.');
  if (error.code === 'LIMIT_FILE_SIZE') return tooLarge(maxBytes);
  if (error.code === 'LIMIT_FIELD_VALUE') return payloadTooLarge('A field of the form is too long.');
  return invalidRequest(
    `The form must hold one file, in the field ${field}, and no field that is not asked for.`,
  );
}
