import { describe, expect, test } from 'vitest';
import { REQUEST_CODE } from '../../src/fal/request-code/index.ts';
import { type CodeRequest, requestText } from '../../src/fal/request-code/request-text.ts';

const CLIP = { file: '/shots/it\'s $HOME `here` \\ "now".mp4', contentType: 'video/mp4' };
const STILL = { file: '/shots/still & more.png', contentType: 'image/png' };
const REQUEST: CodeRequest = {
  endpoint: 'fal-ai/ltx-2.3-quality/reference-video-to-video/lora',
  input: {
    video_url: CLIP,
    control_video_url: CLIP,
    image_url: STILL,
    prompt: "UPLOADED1 isn't $1, \"quoted\", `ticked` and \\ slashed\nJSON\n'''",
    num_frames: 25,
    generate_audio: false,
    resolution: { width: 832, height: 448 },
    loras: [{ path: 'https://weights.example/a.safetensors?a=1&b=2', scale: 0.8, transformer: 'both' }],
  },
};
/** What is sent once every file lies at an address. */
const sent = {
  ...REQUEST.input,
  video_url: `at ${CLIP.file}`,
  control_video_url: `at ${CLIP.file}`,
  image_url: `at ${STILL.file}`,
};

test('a file is named once, by a mark that no text of the request holds', () => {
  const { body, files } = requestText(REQUEST);
  expect(files.map(({ file }) => file)).toEqual([CLIP.file, STILL.file]);
  const { prompt, ...rest } = JSON.parse(body) as Record<string, string>;
  expect(prompt).toBe(REQUEST.input.prompt);
  for (const { placeholder } of files) expect(prompt).not.toContain(placeholder);
  expect([rest.video_url, rest.control_video_url, rest.image_url]).toEqual([
    files[0]!.placeholder,
    files[0]!.placeholder,
    files[1]!.placeholder,
  ]);
});

test('JavaScript sends exactly the input, with the addresses of the files', async () => {
  const code = REQUEST_CODE.js(REQUEST);
  const literal = /^const input = (\{[\s\S]*?\n\});$/m.exec(code)![1]!;
  const made = await new Function('upload', `return (async () => (${literal}))()`)(
    async (path: string) => `at ${path}`,
  );
  expect(made).toEqual(sent);
  expect(code).toContain(`const endpoint = "${REQUEST.endpoint}";`);
});

test('Python and bash hold exactly the input, with a mark for each file', () => {
  const { files } = requestText(REQUEST);
  const marked = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      const file = files.find((one) => value === `at ${one.file}`);
      return [name, file ? file.placeholder : value];
    }),
  );
  const python = REQUEST_CODE.python(REQUEST);
  expect(JSON.parse(/body = r'''([\s\S]*?)'''/.exec(python)![1]!)).toEqual(marked);
  expect(JSON.parse(/<<'JSON' \|\| true\n([\s\S]*?)\nJSON\n/.exec(REQUEST_CODE.curl(REQUEST))![1]!)).toEqual(
    marked,
  );
});

describe.each(Object.entries(REQUEST_CODE))('%s', (_, write) => {
  test('never holds a key', () => {
    expect(write(REQUEST)).not.toMatch(/Key [a-z0-9-]+:/i);
  });
  test('is the same for the same request', () => {
    expect(write(REQUEST)).toBe(write(structuredClone(REQUEST)));
  });
});
