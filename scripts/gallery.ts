import { serveGallery } from './gallery-server.ts';

const DEFAULT_PORT = 4022;

/** `npm run gallery`: every field, preview, card, banner, error and empty place of the editor on one page. */
const { origin } = await serveGallery(Number(process.argv[2] ?? DEFAULT_PORT));
console.log(`The gallery is at ${origin}, and in the light theme at ${origin}/?theme=light. Ctrl+C stops.`);
