import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REQUEST_CODE } from '../../src/fal/request-code/index.ts';
import { readRequestCode } from '../../src/fal/request-code/read/index.ts';
import type { CodeRequest } from '../../src/fal/request-code/request-text.ts';

const CLIP = { file: '/shots/it\'s $HOME `here` \\ "now".mp4', contentType: 'video/mp4' };
const REQUEST: CodeRequest = {
  endpoint: 'fal-ai/ltx-2.3-quality/reference-video-to-video/lora',
  input: {
    video_url: CLIP,
    control_video_url: CLIP,
    image_url: { file: '/shots/still & more.png', contentType: 'image/png' },
    prompt: "UPLOADED1 isn't $1, \"quoted\", `ticked` and \\ slashed\nJSON\n'''",
    num_frames: 25,
    video_strength: 0.85,
    generate_audio: false,
    resolution: { width: 832, height: 448 },
    loras: [{ path: 'https://weights.example/a.safetensors?a=1&b=2', scale: 0.8, transformer: 'both' }],
  },
};
const read = (text: string) => {
  const found = readRequestCode(text);
  if (!found.ok) throw new Error(found.message);
  return found;
};

describe('what is exported is read back whole', () => {
  test.each(['json', 'js', 'python', 'curl'] as const)('%s', (language) => {
    expect(read(REQUEST_CODE[language](REQUEST))).toEqual({ ok: true, ...REQUEST, unread: [] });
  });

  test.each(['json', 'js', 'python', 'curl'] as const)('%s, any prompt', (language) => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (prompt, scale) => {
          const input = { prompt, scale: scale === 0 ? 0 : scale };
          expect(read(REQUEST_CODE[language]({ endpoint: 'fal-ai/a', input })).input).toEqual(input);
        },
      ),
    );
  });
});

const INPUT = {
  video_url: 'https://example.com/clip.mp4',
  prompt: "A harbor, it's dawn",
  num_frames: 121,
  generate_audio: true,
};
const ENDPOINT = 'fal-ai/ltx-2.3-quality/render-to-real';

describe('what people paste', () => {
  test('a subscribe call with unquoted keys, comments, a variable, a shorthand and a callback', () => {
    const found = read(`
      import { fal } from "@fal-ai/client";
      const video_url: string = 'https://example.com/clip.mp4';
      const FRAMES = 121; // five seconds
      const result = await fal.subscribe("${ENDPOINT}", {
        input: {
          video_url, /* the blockout */
          prompt: 'A harbor, ' + "it\\u0027s dawn",
          num_frames: FRAMES,
          generate_audio: true,
          seed: Math.floor(Math.random() * 1e6),
          negative_prompt: \`not \${style}\`,
          resolution: undefined,
        },
        logs: true,
        onQueueUpdate: (update) => { if (update.status === "IN_PROGRESS") update.logs.map((log) => log.message).forEach(console.log); },
      }).then(({ data }) => data);`);
    expect(found).toEqual({
      ok: true,
      endpoint: ENDPOINT,
      input: INPUT,
      unread: ['seed', 'negative_prompt'],
    });
  });

  test('a Python call with named arguments, a parenthesised prompt and an upload', () => {
    const found = read(`
import fal_client

url = fal_client.upload_file("/shots/harbor.mp4")
result = fal_client.subscribe(
    "${ENDPOINT}",
    arguments={
        "video_url": url,
        "prompt": (
            "A harbor, "  # where
            "it's dawn"
        ),
        "num_frames": 121,
        "generate_audio": True,
        "seed": None,
    },
    with_logs=True,
    on_queue_update=on_queue_update,
)
print(result)`);
    const video_url = { file: '/shots/harbor.mp4', contentType: 'video/mp4' };
    expect(found).toEqual({ ok: true, endpoint: ENDPOINT, input: { ...INPUT, video_url }, unread: [] });
  });

  test('curl, with the address before or behind its data', () => {
    const data = JSON.stringify(INPUT).replaceAll("'", "'\\''");
    const text = `curl --request POST \\
      --url https://queue.fal.run/${ENDPOINT} \\
      --header "Authorization: Key $FAL_KEY" \\
      --header "Content-Type: application/json" \\
      --data '${data}'`;
    expect(read(text)).toEqual({ ok: true, endpoint: ENDPOINT, input: INPUT, unread: [] });
    expect(read(`curl -d '${data}' "https://fal.run/${ENDPOINT}"`).input).toEqual(INPUT);
    const quoted = JSON.stringify(JSON.stringify(INPUT));
    expect(read(`curl --data-raw ${quoted} https://queue.fal.run/${ENDPOINT}`).input).toEqual(INPUT);
  });
});

test.each([
  ['nothing', ''],
  ['prose', 'Please subscribe (to my channel)'],
  ['a workflow', '{"format":"blockout/workflow","nodes":[]}'],
  ['a call of something else', 'store.subscribe("change", { input: { a: 1 } })'],
  ['a request without its data', `curl https://queue.fal.run/${ENDPOINT} -d @body.json`],
  ['an input from elsewhere', `fal.subscribe("${ENDPOINT}", { input: request.body })`],
])('%s is refused with the way out', (_, text) => {
  expect(readRequestCode(text)).toEqual({
    ok: false,
    message: expect.stringMatching(/\.$/),
    fix: expect.stringContaining('curl'),
  });
});

test('a key in a pasted command is not read', () => {
  const found = readRequestCode(
    `curl -H 'Authorization: Key id:very-secret' -d '{"prompt":"p"}' https://queue.fal.run/${ENDPOINT}`,
  );
  expect(JSON.stringify(found)).not.toContain('very-secret');
});

test('hostile texts end, and no prototype is touched', () => {
  const nested = `fal.run("${ENDPOINT}", { input: ${'['.repeat(5000)} })`;
  expect(readRequestCode(nested).ok).toBe(false);
  const heavy = ['<<A\n', 'fal.run("x/y", {', '-d "', 'file_1=$(upload \n', '"a" ', "'", '/*', '{a,'];
  for (const piece of heavy) {
    const text = `fal.run("${ENDPOINT}", { input: { ${piece.repeat(300_000 / piece.length / 2)}`;
    expect(typeof readRequestCode(text).ok).toBe('boolean');
  }
  expect(read(`fal.run("${ENDPOINT}", { input: { "?", prompt: "p" } })`)).toMatchObject({ unread: ['?'] });
  const circular = `a = [b, b, b, b]; b = [a, a, a, a]; fal.run("${ENDPOINT}", { input: { x: a } })`;
  expect(read(circular).unread).toEqual(['x']);
  read(`fal.run("${ENDPOINT}", { input: { __proto__: { polluted: true }, prompt: "p" } })`);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(typeof readRequestCode(`fal.run("${ENDPOINT}", { input: { ${text} } })`).ok).toBe('boolean');
    }),
  );
});
