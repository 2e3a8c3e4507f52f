/** Where a server's time goes while it is asked: the frames with the most time of their own, and the packages. */
interface Frame {
  functionName: string;
  url: string;
  lineNumber: number;
}
export interface CpuProfile {
  nodes: { id: number; callFrame: Frame }[];
  samples: number[];
  timeDeltas: number[];
}

const SHOWN = 25;
const NOT_WORK = ['(idle)', '(program)', '(root)'];

function partOf({ functionName, url }: Frame): string {
  if (functionName.startsWith('(')) return functionName;
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(url);
  if (inPackage?.[1]) return inPackage[1];
  const own = /dist\/(src\/[^/]+\/[^/]+)/.exec(url);
  return own?.[1] ?? (url.startsWith('node:') ? url.split('/').slice(0, 1).join('') : url || '(native)');
}

const frameOf = ({ functionName, url, lineNumber }: Frame): string =>
  `${functionName || '(anonymous)'} ${url.replace(/^.*?(node_modules|dist)\//, '')}:${lineNumber + 1}`;

function top(times: ReadonlyMap<string, number>, total: number, count: number): string[] {
  return [...times]
    .sort(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(([name, time]) => `${((100 * time) / total).toFixed(1).padStart(6)} %  ${name}`);
}

export function describeProfile({ nodes, samples, timeDeltas }: CpuProfile): string {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byFrame = new Map<string, number>();
  const byPart = new Map<string, number>();
  let total = 0;
  for (const [place, sample] of samples.entries()) {
    const frame = frames.get(sample);
    if (!frame || NOT_WORK.includes(frame.functionName)) continue;
    const time = timeDeltas[place] ?? 0;
    total += time;
    const add = (to: Map<string, number>, name: string) => to.set(name, (to.get(name) ?? 0) + time);
    add(byFrame, frameOf(frame));
    add(byPart, partOf(frame));
  }
  return ['by package:', ...top(byPart, total, SHOWN), 'by function:', ...top(byFrame, total, SHOWN)].join(
    '\n',
  );
}
