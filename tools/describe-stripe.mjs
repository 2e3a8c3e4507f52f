/**
 * Writes tests/support/stripe-objects.json: the objects and events of Stripe in the shapes that its own types describe,
 * which Stripe generates from its OpenAPI description. Run it after an update of the `stripe` package:
 * `npm run describe-stripe`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const HOME = 'node_modules/stripe';
const OUT = 'tests/support/stripe-objects.json';
/** The objects that the stand-in sends, by the interfaces that describe them. */
const OBJECTS = {
  ...{ PaymentIntents: 'PaymentIntent', Refunds: 'Refund', Charges: 'Charge', Disputes: 'Dispute' },
  ...{ Accounts: 'Account', AccountLinks: 'AccountLink', Transfers: 'Transfer', Payouts: 'Payout' },
  ...{ TransferReversals: 'TransferReversal', Customers: 'Customer', SetupIntents: 'SetupIntent' },
  ...{ PaymentMethods: 'PaymentMethod', 'Checkout/Sessions': 'Session', Subscriptions: 'Subscription' },
  ...{ SubscriptionItems: 'SubscriptionItem', Invoices: 'Invoice', InvoiceLineItems: 'InvoiceLineItem' },
  ...{
    InvoicePayments: 'InvoicePayment',
    Prices: 'Price',
    Plans: 'Plan',
    BankAccounts: 'BankAccount',
    Coupons: 'Coupon',
    Discounts: 'Discount',
    'Identity/VerificationSessions': 'VerificationSession',
  },
};
/** Long, and nothing that the stand-in says anything of. */
const LEFT_OPEN = [
  ...['payment_method_options', 'payment_method_details', 'payment_details', 'evidence', 'company'],
  ...['individual', 'settings', 'capabilities', 'business_profile', 'future_requirements', 'tos_acceptance'],
];
/** Levels of objects in an object; what lies deeper may be anything. */
const DEPTH = 3;

const files = [...Object.keys(OBJECTS), 'Events'].map((name) => `${HOME}/esm/resources/${name}.d.ts`);
const program = ts.createProgram(files, {
  ...{ strict: true, noEmit: true, skipLibCheck: true },
  ...{ moduleResolution: ts.ModuleResolutionKind.NodeNext, module: ts.ModuleKind.NodeNext },
});
const checker = program.getTypeChecker();
const exportsOf = (file) =>
  checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
const typeNamed = (file, name) => {
  const symbol = exportsOf(file).find((each) => each.name === name);
  if (!symbol) throw new Error(`${file} does not describe ${name}.`);
  return checker.getDeclaredTypeOfSymbol(symbol);
};

/** The word by which an object says what it is; null for any other. */
function kindOf(type) {
  const property = type.getProperty?.('object');
  const kind = property && checker.getTypeOfSymbol(property);
  return kind?.isStringLiteral() ? kind.value : null;
}

const isOtherString = (type) =>
  type.isIntersection() && type.types.some(({ flags }) => flags & ts.TypeFlags.String);

function schemaOf(type, depth) {
  if (type.isUnion()) return unionOf(type, depth);
  if (isOtherString(type)) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
  if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
  if (type.flags & ts.TypeFlags.String) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Number) return { type: 'integer' };
  if (checker.isArrayType(type))
    return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0], depth) };
  return type.flags & ts.TypeFlags.Object ? objectOf(type, depth) : {};
}

/** The types say that a later Stripe may know further words; the stand-in is held to those that are described. */
function unionOf(type, depth) {
  const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.Undefined));
  const words = parts.filter((part) => part.isStringLiteral() || part.isNumberLiteral());
  const open = words.length > 0 ? (part) => isOtherString(part) : () => false;
  const others = parts.filter((part) => !words.includes(part) && !open(part));
  const booleans = others.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral);
  const rest = booleans.length === 2 ? others.filter((part) => !booleans.includes(part)) : others;
  const schemas = [
    ...(words.length > 0 ? [{ enum: words.map(({ value }) => value).sort() }] : []),
    ...(booleans.length === 2 ? [{ type: 'boolean' }] : []),
    ...rest.map((part) => schemaOf(part, depth)),
  ];
  return schemas.length === 1 ? schemas[0] : { anyOf: schemas };
}

function objectOf(type, depth) {
  const symbolName = type.symbol?.name ?? '';
  if (symbolName === 'Decimal') return {};
  const kind = kindOf(type);
  // Another object of Stripe: held to its own description where it is met.
  if (kind && kind !== 'list' && depth < DEPTH)
    return { type: 'object', properties: { object: { const: kind } }, required: ['object'] };
  if (depth === 0) return { type: 'object' };
  const index = checker.getIndexInfosOfType(type)[0];
  if (index) return { type: 'object', additionalProperties: schemaOf(index.type, depth - 1) };
  const properties = {};
  const required = [];
  for (const property of checker.getPropertiesOfType(type)) {
    const declaration = property.valueDeclaration ?? property.declarations?.[0];
    if (declaration && ts.isMethodSignature(declaration)) continue;
    if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    if (LEFT_OPEN.includes(property.name)) {
      properties[property.name] = {};
      continue;
    }
    properties[property.name] = {
      ...schemaOf(checker.getTypeOfSymbol(property), depth - 1),
      ...limitsOf(property),
    };
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Least and greatest amounts stand in the words of the description. */
function limitsOf(property) {
  const words = ts.displayPartsToString(property.getDocumentationComment(checker));
  const least = /minimum amount is \$(\d+\.\d\d)/.exec(words)?.[1];
  const greatest = /a value of (\d+) for a USD charge/.exec(words)?.[1];
  return {
    ...(least ? { minimum: Math.round(Number(least) * 100) } : {}),
    ...(greatest ? { maximum: Number(greatest) } : {}),
  };
}

const objects = Object.fromEntries(
  Object.entries(OBJECTS).map(([file, name]) => {
    const type = typeNamed(`${HOME}/esm/resources/${file}.d.ts`, name);
    return [kindOf(type), objectOf(type, DEPTH)];
  }),
);
const eventsFile = `${HOME}/esm/resources/Events.d.ts`;
const events = {};
for (const symbol of exportsOf(eventsFile).filter(({ name }) => /^\w+Event$/.test(name))) {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const named = type.getProperty('type') && checker.getTypeOfSymbol(type.getProperty('type'));
  const data = type.getProperty('data') && checker.getTypeOfSymbol(type.getProperty('data'));
  const about = data?.getProperty('object') && checker.getTypeOfSymbol(data.getProperty('object'));
  if (named?.isStringLiteral() && about) events[named.value] = kindOf(about);
}
objects.event = {
  ...objectOf(typeNamed(eventsFile, 'EventBase'), DEPTH),
};
objects.event.properties.data = { type: 'object', required: ['object'] };
objects.event.properties.type = { type: 'string' };
if (!objects.event.required.includes('type')) objects.event.required.push('type');

const { version } = JSON.parse(readFileSync(`${HOME}/package.json`, 'utf8'));
const api = /'(\d{4}-\d\d-\d\d\.\w+)'/.exec(readFileSync(`${HOME}/esm/apiVersion.js`, 'utf8'))?.[1];
const openapi = readFileSync(`${HOME}/OPENAPI_VERSION`, 'utf8').trim();
const source = `Stripe OpenAPI ${openapi}, as published in stripe-node ${version} (API version ${api})`;
const lines = (record) =>
  Object.entries(record)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n');
writeFileSync(
  OUT,
  `{\n  "source": ${JSON.stringify(source)},\n  "objects": {\n${lines(objects)}\n  },\n  "events": {\n${lines(events)}\n  }\n}\n`,
);
