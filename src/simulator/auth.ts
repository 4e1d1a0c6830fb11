const KEY_HEADER = /^Key ([^\s:]+:[^\s:]+)$/;
const BEARER_HEADER = /^Bearer (\S+)$/;

/** An API key that the simulator knows. */
export interface SimulatorKey {
  readonly key: string;
  /** The account behind it has no balance left. */
  readonly locked?: boolean;
}

type AuthProblem = { readonly status: 401 | 403; readonly detail: string };

/** Tells callers apart by their `Authorization: Key id:secret` header. */
export interface Auth {
  /** Null for a caller who may go on. */
  check(request: Request): AuthProblem | null;
  /** Whether the `Authorization: Bearer` header of a call to Oxen names a key that is accepted. */
  acceptsBearer(request: Request): boolean;
  /** A short-lived token for these app names; stands for the key as `?fal_jwt_token=`. */
  issueToken(expiresAtMs: number): string;
}

/** Without `keys` every well-formed key is accepted; with them only those. */
export function createAuth(keys: readonly SimulatorKey[] | undefined, now: () => number): Auth {
  const tokens = new Map<string, number>();
  return {
    check(request) {
      const token = new URL(request.url).searchParams.get('fal_jwt_token');
      if (token !== null) {
        const expiresAtMs = tokens.get(token);
        if (expiresAtMs !== undefined && now() < expiresAtMs) return null;
        return { status: 401, detail: 'The token is invalid or has expired.' };
      }
      const header = request.headers.get('authorization');
      if (!header) {
        return {
          status: 401,
          detail:
            'Authentication is required to access this application. Send the header "Authorization: Key <id>:<secret>".',
        };
      }
      const key = KEY_HEADER.exec(header)?.[1];
      const known = keys?.find((candidate) => candidate.key === key);
      if (key === undefined || (keys && !known)) {
        return { status: 401, detail: 'Invalid key credentials. The key has the form "Key <id>:<secret>".' };
      }
      return known?.locked
        ? {
            status: 403,
            detail:
              'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
          }
        : null;
    },
    acceptsBearer(request) {
      const key = BEARER_HEADER.exec(request.headers.get('authorization') ?? '')?.[1];
      return key !== undefined && (!keys || keys.some((known) => known.key === key));
    },
    issueToken(expiresAtMs) {
      const token = `${crypto.randomUUID()}.${crypto.randomUUID()}`;
      tokens.set(token, expiresAtMs);
      return token;
    },
  };
}
