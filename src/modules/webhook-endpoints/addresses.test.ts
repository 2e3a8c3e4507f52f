/** Nothing is posted to what is not on the public internet, however its address is spelled and wherever its name leads. */
import { isPublicAddress, refuseAddress } from './address.rules';

const SPELLINGS = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001'],
  ...['127.0.0.1.', '127.255.255.254', '0.0.0.0', '0', '[::1]', '[::]', '[0:0:0:0:0:0:0:1]'],
  ...['１２７.０.０.１', '①②⑦.0.0.1', '127。0。0。1', '%31%32%37.0.0.1', '127.0.0.1:443', '127.0.0.1:8443'],
  ...['10.0.0.1', '10.255.255.255', '0xa.0.0.1', '012.0.0.1', '167772161', '172.16.0.1', '172.31.255.255'],
  ...['192.168.0.1', '192.168.1', '3232235521', '0xc0a80001', '100.64.0.1', '100.127.255.255'],
  ...['169.254.169.254', '169.254.1', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '100.100.100.200'],
  ...['168.63.129.16', '192.0.0.192', '198.18.0.1', '224.0.0.1', '239.255.255.255', '255.255.255.255'],
  ...[
    '240.0.0.1',
    '203.0.113.7',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:a9fe:a9fe]',
    '[::127.0.0.1]',
  ],
  ...['[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::a00:1]', '[2001::1]'],
  ...['[fe80::1]', '[fec0::1]', '[fc00::1]', '[fd00:ec2::254]', '[ff02::1]', '[2001:db8::1]', '[100::1]'],
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'metadata', 'metadata.google.internal'],
  ...[
    'metadata.google.internal.',
    'db.local',
    'ｌｏｃａｌｈｏｓｔ',
    'router.home.arpa',
    'x.onion',
    'example.com.',
  ],
  ...['192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.1', '192.175.48.1', '198.51.100.7'],
  ...['[2620:4f:8000::1]', '[3fff::1]'],
  ...['wiki.intranet', 'db.private', 'mail.corp', 'printer.home', 'nas.lan', 'a.test', 'a.invalid', 'a.alt'],
];

const ODD = [
  'http://example.com/hook',
  'ftp://example.com/hook',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'gopher://example.com',
  'https://user:password@example.com/',
  'https://example.com@127.0.0.1/',
  'https://127.0.0.1#@example.com/',
  'https://example.com/#part',
  'https://example.com:22/',
  'https://example.com:3306/',
  'https://example.com:80/',
  'https:///',
  'https://exa mple.com/',
  '//example.com/hook',
  `https://example.com/${'a'.repeat(2_000)}`,
  'http://127.0.0.1:80/',
  'http://127.0.0.1:22/',
];

it('refuses what is inside, in every spelling, though this machine may be tried out', () => {
  expect(SPELLINGS.length).toBeGreaterThan(75);
  const passed = SPELLINGS.filter((host) => refuseAddress(`https://${host}/hook`, true) === null);
  expect(passed).toEqual([]);
  expect(ODD.filter((address) => refuseAddress(address, true) === null)).toEqual([]);
  const local = ['http://127.0.0.1:8080/', 'http://localhost:8080/', 'http://[::1]:8080/'];
  expect(local.map((address) => refuseAddress(address, true))).toEqual([null, null, null]);
  expect(local.filter((address) => refuseAddress(address, false) === null)).toEqual([]);
});

it('takes what is on the public internet', () => {
  const taken = [
    'https://example.com/hook?token=1',
    'https://hooks.example.com:8443/',
    'https://bücher.example.com/',
    'https://93.184.216.34/',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/',
  ];
  expect(taken.flatMap((address) => refuseAddress(address, false) ?? [])).toEqual([]);
});

it('knows the addresses that a name server may answer', () => {
  const inside = [
    ...['127.0.0.1', '10.1.2.3', '100.64.0.1', '169.254.169.254', '172.20.0.1', '192.168.0.1', '0.0.0.0'],
    ...['224.0.0.251', '255.255.255.255', '::1', '::', 'fe80::1', 'fe80::1%eth0', 'fd12::1', 'ff02::fb'],
    ...[
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::808:808',
      '2002:808:808::',
      '2001:0:1::',
      '2606:4700::1111%eth0',
      'nonsense',
      '',
    ],
  ];
  expect(inside.filter(isPublicAddress)).toEqual([]);
  expect(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111'].filter(isPublicAddress)).toHaveLength(4);
});
