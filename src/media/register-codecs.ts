import { registerMediabunnyServer } from '@mediabunny/server';
import { Logging, LogLevel } from 'mediabunny';

let registered = false;

/**
 * Makes decoders and encoders known to mediabunny, once per process. Software codecs only: a hardware decoder
 * may round pixels differently, and results are keyed by content.
 */
export function registerCodecs(): void {
  if (registered) return;
  registered = true;
  Logging.level = LogLevel.Silent;
  registerMediabunnyServer({ hardwareContext: null });
}
