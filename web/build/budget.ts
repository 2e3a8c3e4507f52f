/** Fails the build when what a browser has to load has grown past what we allow it. */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What so many pages load is there, as a rule, when a further page is opened. */
const SHARED_FROM = 4;

/** In bytes, after gzip: what every page loads, the first page with all that it needs, and one page more. */
export const MOST = { shell: 200_000, firstPage: 260_000, page: 40_000 };

export interface Chunk {
  type: 'chunk';
  isEntry: boolean;
  fileName: string;
  code: string;
  imports: string[];
  dynamicImports: string[];
  viteMetadata?: { importedCss: Set<string> };
}

export type Bundle = Record<string, Chunk | { type: 'asset'; source: string | Uint8Array }>;

interface Weight {
  bytes: typeof MOST;
  /** The heaviest page as the first one, and as one more. */
  heaviest: { first: string; further: string };
}

/** What a build weighs. A page is whatever is loaded when it is asked for; as one more it counts with all that it may load later. */
export function weigh(bundle: Bundle): Weight {
  const chunks = new Map<string, Chunk>();
  const sizes = new Map<string, number>();
  for (const [name, output] of Object.entries(bundle)) {
    if (output.type === 'chunk') chunks.set(name, output);
    sizes.set(name, gzipSync(output.type === 'chunk' ? output.code : output.source).length);
  }
  /** `later`: with what it loads when something is done on it. */
  const closureOf = (name: string, later: boolean, found = new Set<string>()): Set<string> => {
    const chunk = chunks.get(name);
    // The shell is there, and what it may load is a page.
    if (!chunk || found.has(name) || (later && shell.has(name))) return found;
    found.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const each of [...chunk.imports, ...(later ? chunk.dynamicImports : [])])
      closureOf(each, later, found);
    return found;
  };
  const sizeOf = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
  if (!entry) throw new Error('The build has no entry.');
  const shell: ReadonlySet<string> = closureOf(entry.fileName, false);
  const opened = new Set([...shell].flatMap((name) => chunks.get(name)?.dynamicImports ?? []));
  const partsOf = (name: string, later: boolean) =>
    [...closureOf(name, later)].filter((each) => !shell.has(each));
  const pages = [...opened].map((name) => ({ name, atOnce: partsOf(name, false), all: partsOf(name, true) }));
  const usersOf = (part: string) => pages.filter(({ all }) => all.includes(part)).length;
  const measured = pages.map(({ name, atOnce, all }) => ({
    name,
    first: sizeOf(atOnce),
    further: sizeOf(all.filter((part) => usersOf(part) < SHARED_FROM)),
  }));
  const most = (of: 'first' | 'further') =>
    measured.reduce((one, other) => (other[of] > one[of] ? other : one), { name: '', first: 0, further: 0 });
  const [first, further] = [most('first'), most('further')];
  return {
    bytes: { shell: sizeOf(shell), firstPage: sizeOf(shell) + first.first, page: further.further },
    heaviest: { first: first.name, further: further.name },
  };
}

export const budget = (): Plugin => ({
  name: 'budget',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const { bytes, heaviest } = weigh(bundle);
    const said = `shell ${kB(bytes.shell)}, first page ${kB(bytes.firstPage)} (${heaviest.first}), a page more ${kB(bytes.page)} (${heaviest.further}), gzip`;
    this.info(said);
    for (const [part, most] of Object.entries(MOST)) {
      if (bytes[part as keyof typeof MOST] > most)
        this.error(`The browser app is too large: ${part} is over ${kB(most)}: ${said}.`);
    }
  },
});

const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
