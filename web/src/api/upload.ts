/** Hands a file in, and says how far it has come: only this way of sending tells. */
import { type ApiProblem, problemOf, unanswered } from './problem';
import type { components } from './schema';
import { session } from './session';

type UploadedDocument = components['schemas']['UploadedDocument'];
export type DocumentType = components['schemas']['DocumentType'];

export interface NewPaper {
  file: File;
  type: DocumentType;
  title?: string;
  listingId?: string;
  transactionId?: string;
}

export interface UploadAnswer {
  data: UploadedDocument;
  message?: string;
}

type OnProgress = (share: number) => void;

/** `onProgress`: from 0 to 1. */
export const uploadDocument = (paper: NewPaper, onProgress: OnProgress): Promise<UploadAnswer> =>
  sendFile('/api/documents', paper, onProgress);

/** In place of the document, which has to be the latest version. */
export const uploadVersion = (id: string, file: File, onProgress: OnProgress): Promise<UploadAnswer> =>
  sendFile(`/api/documents/${encodeURIComponent(id)}/versions`, { file }, onProgress);

async function sendFile(
  path: string,
  { file, ...fields }: { file: File } & Partial<NewPaper>,
  onProgress: OnProgress,
): Promise<UploadAnswer> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) body.append(name, value);
  body.append('file', file);
  const bearer = await session.bearer();
  return new Promise<UploadAnswer>((resolve, reject: (problem: ApiProblem) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    if (bearer) request.setRequestHeader('Authorization', `Bearer ${bearer}`);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(unanswered());
    request.onload = () => {
      const answer = readJson(request.responseText);
      if (request.status === 201) resolve(answer as UploadAnswer);
      else reject(problemOf(responseOf(request), answer));
    };
    request.send(body);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const responseOf = (request: XMLHttpRequest): Response => {
  const after = request.getResponseHeader('retry-after');
  // A status that has no body of its own is none that an upload is refused with.
  return new Response(null, {
    status: request.status || 500,
    headers: after ? { 'retry-after': after } : {},
  });
};

/** Several papers of one kind, one after the other; their ids, to hand in with something else. */
export async function uploadAll(files: readonly File[], type: DocumentType): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    const { data } = await uploadDocument({ file, type }, () => undefined);
    ids.push(data.id);
  }
  return ids;
}

/** The files that were chosen in a field of a form. */
export const filesOf = (form: HTMLFormElement, name: string): File[] =>
  new FormData(form).getAll(name).filter((file): file is File => file instanceof File && file.size > 0);
