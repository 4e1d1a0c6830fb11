import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commandName, commandNames } from '../../src/formats/command-name.ts';

const NASTY = [
  'shot 01.avi',
  "o'neill.avi",
  'a"b.avi',
  '$(touch pwned).avi',
  '`id`.avi',
  'a\\b.avi',
  '100%.avi',
  'wow!.avi',
  '-i.avi',
  "'; rm -rf ~; '.avi",
  'größe – 画.avi',
  'concat:x.avi',
];

test.skipIf(process.platform === 'win32')('a shell takes a quoted name for nothing but that name', () => {
  const quoted = NASTY.map(commandName).join(' ');
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${quoted}`], { encoding: 'utf8' });
  const seen = stdout.split('\0').slice(0, -1);
  expect(seen).toEqual(NASTY.map((name) => (/^-|:/.test(name) ? `./${name}` : name)));
});

test('an ordinary name is quoted as every shell understands it', () => {
  expect(commandName('shot 01.avi')).toBe('"shot 01.avi"');
});

test('what is made has a name of its own, and no pattern in it', () => {
  expect(commandNames('shot.avi').output('mp4')).toBe('"shot.mp4"');
  expect(commandNames('shot.MP4').output('mp4')).toBe('"shot-converted.mp4"');
  expect(commandNames('shot').output('png')).toBe('"shot.png"');
  expect(commandNames('a%04d.dpx').output('png')).toBe('"a_04d.png"');
});

test('a name with control characters is not repeated in a command', () => {
  expect(commandNames('a\u001b]0;x\u0007.avi').input).toBe('"input.avi"');
  expect(commandNames('a\n.avi').output('mp4')).toBe('"input.mp4"');
});
