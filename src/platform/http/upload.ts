/** Takes one file of a form into memory, within limits on everything that a form can have too much of. */
import type { RequestHandler } from 'express';
import multer, { memoryStorage, MulterError } from 'multer';
import {
  invalidRequest,
  payloadTooLarge,
  type Problem,
  serviceUnavailable,
  unsupportedMediaType,
} from './problem';

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
const FORM_TYPE = /^\s*multipart\/form-data\s*(?:;|$)/i;

/** What the form may have around the file: boundaries, headers of parts, the fields beside it. */
const FORM_BYTES = 64 * 1024;

const tooLarge = (maxBytes: number): Problem =>
  payloadTooLarge(`The file may have at most ${Math.floor(maxBytes / 1024)} kB.`);

const RETRY_AFTER_SECONDS = 5;

/**
 * The memory that files of uploads take at once, reserved before the first byte is read and given back once the request
 * is over, however it ended. One file always fits, so that a limit below the largest file refuses nobody for good.
 */
export function createUploadRoom(mostBytes: number) {
  let heldBytes = 0;

  return {
    heldBytes: () => heldBytes,

    /** Null where it is full. Giving back twice gives back once. */
    reserve(bytes: number): (() => void) | null {
      if (heldBytes > 0 && heldBytes + bytes > mostBytes) return null;
      heldBytes += bytes;
      let held = true;
      return () => {
        if (held) heldBytes -= bytes;
        held = false;
      };
    },
  };
}
export type UploadRoom = ReturnType<typeof createUploadRoom>;

/** `hasFields`: whether the form may hold anything beside the file. */
export function takeUpload(
  { field, maxBytes }: UploadRule,
  hasFields: boolean,
  room: UploadRoom,
): RequestHandler[] {
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
    if (!FORM_TYPE.test(req.headers['content-type'] ?? ''))
      next(unsupportedMediaType(`Send the file as ${FORM}.`));
    else if (Number(req.headers['content-length'] ?? 0) > maxBytes + FORM_BYTES) next(tooLarge(maxBytes));
    else next();
  };

  const takeRoom: RequestHandler = (req, res, next) => {
    // What does not say how long it is may be as long as it can be.
    const length = req.headers['content-length'];
    const giveBack = room.reserve(length === undefined ? maxBytes : Math.min(Number(length), maxBytes));
    if (giveBack) {
      res.once('close', giveBack);
      next();
      return;
    }
    next(
      serviceUnavailable('Too many files are being uploaded right now. Send this one again in a moment.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      }),
    );
  };

  const read: RequestHandler = (req, res, next) => {
    readForm(req, res, (error: unknown) => {
      if (error) next(refusal(error, field, maxBytes));
      else next(req.file ? undefined : missing(field));
    });
  };
  return [refuseEarly, takeRoom, read];
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
