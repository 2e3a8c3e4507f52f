/** The law of the house: who may use whom. Calls go down, through the door; news goes up, as events. */

/** Each module with the modules below it that it may use. One that is not listed here may use none. */
const mayUse = {
  audit: [],
  ledger: [],
  approvals: ['audit', 'ledger'],
  identity: ['audit'],
  mail: ['audit'],
  carriers: ['audit', 'identity'],
  gateway: ['approvals', 'audit', 'ledger', 'identity'],
  payments: ['approvals', 'audit', 'ledger', 'identity', 'gateway'],
  payouts: ['approvals', 'audit', 'ledger', 'identity', 'gateway', 'payments'],
  billing: ['approvals', 'audit', 'ledger', 'identity', 'gateway', 'payments'],
  listings: ['approvals', 'audit', 'ledger', 'identity', 'carriers', 'payments', 'billing'],
  offers: ['audit', 'identity', 'listings'],
  transactions: [
    'approvals',
    'audit',
    'ledger',
    'identity',
    'carriers',
    'payments',
    'payouts',
    'listings',
    'offers',
  ],
  messages: ['audit', 'identity', 'listings', 'offers', 'transactions'],
  reviews: ['audit', 'identity', 'listings', 'transactions'],
  notifications: [
    'identity',
    'carriers',
    'payments',
    'payouts',
    'billing',
    'listings',
    'offers',
    'transactions',
    'messages',
    'reviews',
    'webhook-endpoints',
  ],
  feed: [
    'carriers',
    'payments',
    'payouts',
    'billing',
    'listings',
    'offers',
    'transactions',
    'messages',
    'reviews',
  ],
  'webhook-endpoints': ['audit', 'identity', 'feed'],
  admin: ['audit', 'identity', 'ledger'],
  live: ['identity', 'feed', 'listings', 'messages', 'notifications', 'offers', 'transactions'],
};

const modulePath = (name) => `^src/modules/${name}/`;

const strangers = Object.entries(mayUse).map(([name, uses]) => ({
  name: `${name}-uses-only-what-it-may`,
  comment: `${name} may use: ${uses.join(', ') || 'no other module'}.`,
  severity: 'error',
  from: { path: modulePath(name), pathNot: '\\.test\\.ts$' },
  to: { path: '^src/modules/', pathNot: [name, ...uses].map(modulePath) },
}));

module.exports = {
  forbidden: [
    ...strangers,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'through-the-door',
      comment: 'Other modules are entered by their index.ts only.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'the-root-enters-by-the-door',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$', pathNot: '^src/config\\.ts$' },
      to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'config-reads-slices',
      comment: 'The one reader of the environment knows of a module what it wants of the environment.',
      severity: 'error',
      from: { path: '^src/config\\.ts$' },
      to: { path: '^src/modules/', pathNot: '^src/modules/([^/]+)/\\1\\.config\\.ts$' },
    },
    {
      name: 'a-slice-knows-no-more',
      comment: 'What is read before anything is made depends on nothing that is made.',
      severity: 'error',
      from: { path: '\\.config\\.ts$' },
      to: { path: '^src/', pathNot: '^src/platform/kernel/' },
    },
    {
      name: 'nobody-below-knows-all-configuration',
      severity: 'error',
      from: { path: '^src/(modules|platform)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/config\\.ts$' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/modules/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules take arguments and give verdicts: no database, no clock, no network.',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: [
          '^node_modules/sequelize',
          '^src/platform/(db|http/server|jobs|events|cache|mail)',
          '\\.(model|service|routes)\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'sdks-only-in-their-adapter',
      severity: 'error',
      from: { pathNot: '^src/modules/gateway/stripe/' },
      to: { path: '^node_modules/stripe/' },
    },
    {
      name: 'views-above-the-use-cases',
      comment: 'Use cases answer rows and values; routes present them. See docs/decisions/0018.',
      severity: 'error',
      from: {
        path: '^src/modules/',
        pathNot: '(\\.(routes|view|user-data|test)|/index|/subscriptions)\\.ts$',
      },
      to: { path: '\\.view\\.ts$' },
    },
    {
      name: 'http-only-at-the-edge',
      comment: 'No express below the endpoint.',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^node_modules/express' },
    },
    {
      name: 'nothing-from-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.test\\.ts$', '/testing\\.ts$'] },
      to: { path: '^tests/' },
    },
    {
      name: 'every-module-is-on-the-map',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/modules/', pathNot: Object.keys(mayUse).map(modulePath) },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
