/** Files that the server makes or keeps: read with the token of the session, saved under a name. */
import { answerOf } from './client';
import { sendAsReader } from './session';

/** Throws an `ApiProblem` where it was refused. */
export async function saveFile(path: string, name: string): Promise<void> {
  const content = await answerOf(readBlob(path));
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then; the copy in memory goes.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function readBlob(path: string): Promise<{ data?: Blob; error?: unknown; response: Response }> {
  const response = await sendAsReader(new Request(`/api${path}`));
  if (response.ok) return { data: await response.blob(), response };
  return { error: await response.json().catch(() => null), response };
}
