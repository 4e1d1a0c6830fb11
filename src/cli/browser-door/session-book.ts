import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How many links may be open at once; printing more makes the oldest invalid. */
const MAX_LINKS = 16;
const MAX_SESSIONS = 64;
/** A browser that stays away longer asks for a new link. */
const SESSION_MS = 30 * 24 * 3_600_000;

/** A session as it is remembered: by its hash, so that reading the memory opens no door. */
export interface KnownSession {
  /** SHA-256 of the cookie's value, hex. */
  readonly hash: string;
  readonly sinceMs: number;
}

/** Where sessions outlive the process, so that an open page goes on after a restart. */
export interface SessionMemory {
  load(): readonly KnownSession[];
  save(sessions: readonly KnownSession[]): void;
}

/** Who may use the browser door: one-time links turn into sessions. */
export interface SessionBook {
  /** A secret that opens the door once. */
  newToken(): string;
  /** Burns a token and starts a session; null where the token is unknown or used. */
  redeem(token: string): string | null;
  isKnown(session: string): boolean;
}

/** `now` is in ms. */
export function createSessionBook(memory: SessionMemory, now: () => number = Date.now): SessionBook {
  const tokens: string[] = [];
  const isFresh = ({ sinceMs }: KnownSession) => now() - sinceMs < SESSION_MS;
  let sessions = memory.load().filter(isFresh);
  const secret = () => randomBytes(32).toString('base64url');
  return {
    newToken() {
      const token = secret();
      tokens.push(hashOf(token));
      if (tokens.length > MAX_LINKS) tokens.shift();
      return token;
    },
    redeem(token) {
      const given = hashOf(token);
      const place = tokens.findIndex((known) => isSame(known, given));
      if (place === -1) return null;
      tokens.splice(place, 1);
      const session = secret();
      const known = { hash: hashOf(session), sinceMs: now() };
      sessions = [known, ...sessions.filter(isFresh)].slice(0, MAX_SESSIONS);
      memory.save(sessions);
      return session;
    },
    isKnown(session) {
      const given = hashOf(session);
      return sessions.some((known) => isSame(known.hash, given) && isFresh(known));
    },
  };
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Compares in a time that does not tell how much is right. */
function isSame(known: string, given: string): boolean {
  return known.length === given.length && timingSafeEqual(Buffer.from(known), Buffer.from(given));
}
