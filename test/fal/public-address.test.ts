import { expect, test } from 'vitest';
import { isPublicAddress, refuseAddress } from '../../src/fal/public-address.ts';

test.each([
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.8.8.8',
    '169.254.169.254',
    '172.16.0.1',
  ],
  ...['172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.7', '203.0.113.9'],
  ...['224.0.0.1', '239.1.2.3', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::2', '::7f00:1', '::127.0.0.1', '::ffff:7f00:1', '::ffff:127.0.0.1', '::ffff:a00:1'],
  ...['::ffff:0:7f00:1', '64:ff9b::7f00:1', '64:ff9b::c0a8:101', '64:ff9b:1::1', '100::1', '2001::1'],
  ...['2001:db8::1', '2001:10::1', '2002:7f00:1::', '2002:5db8:d822::1', '3fff::1', '5f00::1', 'fc00::1'],
  ...['fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1', 'ff02::1', '4000::1', '', 'localhost'],
])('%s is no address of the internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  ...['1.1.1.1', '93.184.216.34', '172.32.0.1', '192.169.0.1', '223.255.255.254', '2606:4700::1111'],
  ...['2a00:1450:4001:80b::200e', '::ffff:93.184.216.34', '::ffff:5db8:d822', '64:ff9b::5db8:d822'],
])('%s is one', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ...['http://127.1/x', 'http://2130706433/x', 'http://0x7f000001/x', 'http://0177.0.0.1/x', 'http://0/x'],
  ...['http://[::1]/x', 'http://[::ffff:127.0.0.1]/x', 'http://[::ffff:7f00:1]/x', 'http://[fec0::1]/x'],
  ...['http://[64:ff9b::7f00:1]/x', 'http://[2002:7f00:1::]/x', 'http://127.0.0.1./x', 'http://localhost./x'],
])('%s, however it is written, leads to a private network', (url) => {
  expect(refuseAddress(url)).toMatch(/private network/);
});
