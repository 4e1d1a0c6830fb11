import { describe, expect, test } from 'vitest';
import type { LoraValue } from '../../src/engine/value.ts';
import { refuseAddress } from '../../src/fal/public-address.ts';
import { boolean } from '../../src/nodes/boolean.ts';
import { lora } from '../../src/nodes/lora.ts';
import { loraStack } from '../../src/nodes/lora-stack.ts';
import { number } from '../../src/nodes/number.ts';
import { text } from '../../src/nodes/text.ts';
import { clipOf } from './fixtures/clips.ts';
import { LoneNode } from './fixtures/lone-node.ts';
import { nodeType } from './node-type.ts';

const hdrLora = nodeType('hdr-lora');
const referenceVideoToVideoLora = nodeType('reference-video-to-video-lora');

const A: LoraValue = { path: 'https://weights.example/a.safetensors', scale: 0.5 };
const REAL: LoraValue = { path: 'https://weights.example/3DREAL-strong.safetensors', scale: 1 };

describe('the address of an adapter', () => {
  const check = (path: string) => new LoneNode(lora).check({ params: { path } });

  test.each([
    'https://huggingface.co/x/resolve/main/a.safetensors',
    'https://weights.example/a.SAFETENSORS?download=true',
    'http://93.184.216.34/a.safetensors',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/a.safetensors',
  ])('%s is fine', (path) => {
    expect(check(path)).toEqual([]);
  });

  test.each([
    ['', 'No adapter is chosen.'],
    ['C:\\loras\\a.safetensors', 'does not begin with https://'],
    ['loras/a.safetensors', 'is no web address'],
    ['https://localhost/a.safetensors', 'leads to a private network'],
    ['https://192.168.0.4/a.safetensors', 'leads to a private network'],
    ['https://172.20.0.1/a.safetensors', 'leads to a private network'],
    ['https://0x7f000001/a.safetensors', 'leads to a private network'],
    ['https://[fe80::1]/a.safetensors', 'leads to a private network'],
    ['https://[::ffff:127.0.0.1]/a.safetensors', 'leads to a private network'],
    ['https://render-nas/a.safetensors', 'leads to a private network'],
    ['https://user:word@weights.example/a.safetensors', 'holds a user name or a password'],
    ['https://huggingface.co/x/blob/main/README.md', 'is no .safetensors file'],
  ])('%s is refused', (path, reason) => {
    const [finding] = check(path);
    expect(finding).toMatchObject({ severity: 'error', param: 'path' });
    expect(finding!.message).toContain(reason);
    expect(finding!.fix).not.toBe('');
  });

  test('just outside a closed range is open', () => {
    for (const host of ['172.32.0.1', '100.128.0.1', '11.0.0.1', '192.169.0.1'])
      expect(refuseAddress(`https://${host}/a`)).toBeNull();
  });
});

describe('an adapter from this machine', () => {
  const file = (sizeBytes: number) =>
    ({ ok: true, kind: 'weights', asset: 'f'.repeat(64), name: 'a.safetensors', sizeBytes }) as const;

  test('wins over the address', async () => {
    const node = new LoneNode(lora);
    const params = { file: file(3e9), path: 'nonsense', scale: 0.5 };
    expect(node.check({ params })).toEqual([]);
    expect(await node.run({ params })).toEqual({
      lora: { path: { asset: 'f'.repeat(64), name: 'a.safetensors' }, scale: 0.5 },
    });
  });

  test('is refused above 3 GB', () => {
    expect(new LoneNode(lora).check({ params: { file: file(3e9 + 1) } })).toMatchObject([
      { param: 'file', message: '“a.safetensors” has 3.00 GB; an adapter may have 3 GB.' },
    ]);
  });
});

describe('the stack', () => {
  const stack = () => new LoneNode(loraStack);

  test('puts the preset before what is connected', async () => {
    const inputs = { lora_1: A, lora_3: REAL };
    const { loras } = await stack().run({ inputs, params: { preset: 'HDR', preset_scale: 0.7 } });
    expect((loras as LoraValue[]).map(({ scale }) => scale)).toEqual([0.7, 0.5, 1]);
    expect((loras as LoraValue[])[0]!.path).toContain('ic-lora-hdr');
  });

  test('takes three and refuses a fourth and none at all', () => {
    const three = { lora_1: A, lora_2: A, lora_3: A };
    expect(stack().check({ inputs: three, params: { preset: 'none' } })).toEqual([]);
    expect(stack().check({ inputs: three, params: { preset: 'HDR' } })).toMatchObject([
      { message: '4 LoRAs are in the stack; a request takes at most 3.' },
    ]);
    expect(stack().check({ params: { preset: 'none' } })).toMatchObject([{ message: 'The stack is empty.' }]);
  });
});

describe('a request with adapters', () => {
  const request = () => new LoneNode(referenceVideoToVideoLora);
  const given = (loras: LoraValue[], prompt: string) => ({
    inputs: { video: clipOf(), loras },
    params: { prompt },
  });

  test('warns where a 3DREAL adapter would sleep, and offers its word', () => {
    const [finding] = request().check(given([A, REAL], 'a harbour'));
    expect(finding).toMatchObject({
      severity: 'warning',
      param: 'prompt',
      fixes: [{ sets: [{ nodeId: 'me', param: 'prompt', value: '3DREAL. a harbour' }] }],
    });
    expect(request().check(given([A, REAL], '3DREAL. a harbour'))).toEqual([]);
    expect(request().check(given([A], 'a harbour'))).toEqual([]);
    expect(request().check(given([{ ...REAL, scale: 0 }], 'a harbour'))).toEqual([]);
  });

  test('refuses a fourth, whatever brought it', async () => {
    const refused = await request().tryRun(given([A, A, A, A], 'a harbour'));
    expect(refused).toMatchObject({
      failed: true,
      message: '4 LoRAs are connected; a request takes at most 3.',
    });
  });

  test('refuses an empty prompt', async () => {
    const refused = await request().tryRun(given([A], ' '));
    expect(refused).toMatchObject({ failed: true, message: 'The prompt is empty.', param: 'prompt' });
  });

  test('of the LoRA endpoints asks for the stack', () => {
    expect(hdrLora.inputs.loras).toMatchObject({ required: true });
  });
});

test('a text, a number and a switch give what they hold', async () => {
  expect(await new LoneNode(text).run({ params: { text: 'dawn' } })).toEqual({ text: 'dawn' });
  expect(await new LoneNode(number).run({ params: { number: 2.5 } })).toEqual({ number: 2.5 });
  expect(await new LoneNode(boolean).run({ params: { on: false } })).toEqual({ boolean: false });
});
