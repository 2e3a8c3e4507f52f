/** Makes documents: small files of every kind that is taken, and uploads of them. */
import type { ApiAnswer, ApiClient } from './client';

/** A PDF of one empty page, without a table of what stands where: readers build that themselves. */
export const smallPdf = (inside = ''): Buffer =>
  Buffer.from(
    [
      '%PDF-1.4',
      '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj',
      '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj',
      '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>\nendobj',
      ...(inside === '' ? [] : [inside]),
      'trailer\n<< /Root 1 0 R /Size 4 >>',
      '%%EOF\n',
    ].join('\n'),
    'latin1',
  );

export interface Upload {
  content?: Buffer;
  name?: string;
  type?: string;
  title?: string;
  listingId?: string;
  transactionId?: string;
}

export function documentForm({
  content = smallPdf(),
  name = 'paper.pdf',
  type = 'OTHER',
  ...rest
}: Upload = {}): FormData {
  const form = new FormData();
  form.append('type', type);
  for (const [field, value] of Object.entries(rest)) form.append(field, value);
  form.append('file', new Blob([new Uint8Array(content)]), name);
  return form;
}

export function versionForm({
  content = smallPdf('4 0 obj\n<< /Length 0 >>\nendobj'),
  name = 'paper.pdf',
  title,
}: Pick<Upload, 'content' | 'name' | 'title'> = {}): FormData {
  const form = new FormData();
  if (title !== undefined) form.append('title', title);
  form.append('file', new Blob([new Uint8Array(content)]), name);
  return form;
}

export const uploadVersion = (
  client: Pick<ApiClient, 'send'>,
  id: string,
  given: Parameters<typeof versionForm>[0] = {},
): Promise<ApiAnswer> => client.send('post', `/documents/${id}/versions`, versionForm(given));

export const upload = (client: Pick<ApiClient, 'send'>, given: Upload = {}): Promise<ApiAnswer> =>
  client.send('post', '/documents', documentForm(given));

/** The id of a document of theirs, for wherever one is asked for. */
export async function uploadDocument(client: Pick<ApiClient, 'send'>, given: Upload = {}): Promise<string> {
  const { status, body } = await upload(client, given);
  if (status !== 201) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return String(body.data.id);
}
