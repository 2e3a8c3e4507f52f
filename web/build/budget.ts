/** Fails the build when what a browser has to load has grown past what we allow it. */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What so many pages load is there, as a rule, when a further page is opened. */
const SHARED_FROM = 4;

/** In bytes, after gzip: what every page loads, the first page with all that it needs, and one page more. */
const MOST = { shell: 200_000, firstPage: 260_000, page: 40_000 };

interface Chunk {
  type: 'chunk';
  isEntry: boolean;
  fileName: string;
  code: string;
  imports: string[];
  dynamicImports: string[];
  viteMetadata?: { importedCss: Set<string> };
}

export const budget = (): Plugin => ({
  name: 'budget',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const chunks = new Map<string, Chunk>();
    const sizes = new Map<string, number>();
    for (const [name, output] of Object.entries(bundle)) {
      if (output.type === 'chunk') chunks.set(name, output);
      const content = output.type === 'chunk' ? output.code : output.source;
      sizes.set(name, gzipSync(content).length);
    }
    /** A chunk with all that it loads at once, its styles too. */
    const closureOf = (name: string, found = new Set<string>()): Set<string> => {
      const chunk = chunks.get(name);
      if (!chunk || found.has(name)) return found;
      found.add(name);
      for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
      for (const each of chunk.imports) closureOf(each, found);
      return found;
    };
    const sizeOf = (names: Iterable<string>): number =>
      [...names].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
    const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
    if (!entry) throw new Error('The build has no entry.');
    const shell = closureOf(entry.fileName);
    const pages = entry.dynamicImports.map((name) => ({
      name,
      parts: [...closureOf(name)].filter((each) => !shell.has(each)),
    }));
    const usersOf = (part: string) => pages.filter(({ parts }) => parts.includes(part)).length;
    const measured = pages.map(({ name, parts }) => ({
      name,
      first: sizeOf(parts),
      further: sizeOf(parts.filter((part) => usersOf(part) < SHARED_FROM)),
    }));
    const most = (of: 'first' | 'further') =>
      measured.reduce((one, other) => (other[of] > one[of] ? other : one), {
        name: '',
        first: 0,
        further: 0,
      });
    const bytes = {
      shell: sizeOf(shell),
      firstPage: sizeOf(shell) + most('first').first,
      page: most('further').further,
    };
    const said = `shell ${kB(bytes.shell)}, first page ${kB(bytes.firstPage)} (${most('first').name}), a page more ${kB(bytes.page)} (${most('further').name}), gzip`;
    this.info(said);
    for (const [part, most] of Object.entries(MOST)) {
      if (bytes[part as keyof typeof MOST] > most)
        this.error(`The browser app is too large: ${part} is over ${kB(most)}: ${said}.`);
    }
  },
});

const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
