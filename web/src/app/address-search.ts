/** The part of an address behind `?` as people know it: `state=TX&state=OK`, words and no JSON. */

type Search = Record<string, string | string[]>;

export function parseSearch(text: string): Search {
  const search: Search = {};
  const parameters = new URLSearchParams(text);
  for (const key of new Set(parameters.keys())) {
    const values = parameters.getAll(key);
    search[key] = values.length > 1 ? values : (values[0] ?? '');
  }
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') parameters.append(key, String(each as string));
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
